import type { DeliveryStatus, EventKind } from './kinds';

/**
 * The personal part of an event, typed for the kinds whose activities read it. It is stored in
 * `events.detail`, loaded by event id, and never enters a workflow history.
 */
interface TypedDetails {
  'message.received': MessageDetail;
  'message.echoed': MessageDetail;
  'message.edited': MessageDetail;
  'message.deleted': MessageDetail;
  'message.postback': MessageDetail;
  'message.quick_reply': MessageDetail;
  'message.reacted': MessageDetail;
  'message.status': StatusDetail;
  'conversation.read': WatermarkDetail;
  'conversation.delivered': WatermarkDetail;
  'order.placed': OrderDetail;
  'consent.withdrawn': ConsentDetail;
  'consent.given': ConsentDetail;
  'identity.changed': IdentityDetail;
  'comment.changed': CommentDetail;
  'mention.made': CommentDetail;
  'deletion.requested': { readonly userId: string; readonly code: string };
  'app.deauthorized': { readonly userId: string };
  'profile.changed': ProfileDetail;
  'permission.granted': PermissionDetail;
  'permission.revoked': PermissionDetail;
}

export type Detail<K extends EventKind> = K extends keyof TypedDetails
  ? TypedDetails[K]
  : Readonly<Record<string, unknown>>;

export type Channel = 'whatsapp' | 'messenger' | 'instagram';

/** `wa_id`: phone digits without plus · `bsuid`: WhatsApp's business-scoped user id · `user_ref`: checkbox plugin. */
export type IdentityType =
  'wa_id' | 'bsuid' | 'psid' | 'igsid' | 'user_ref' | 'asid' | 'phone' | 'email';

export interface Identity {
  readonly type: IdentityType;
  readonly value: string;
}

export interface Attachment {
  /** `image`, `video`, `audio`, `document`, `sticker`, `location`, `contacts`, `story_mention`, `fallback`, … */
  readonly type: string;
  /** Meta's media id, where the file must be asked for; WhatsApp. */
  readonly mediaId?: string;
  /** An address that expires, often within minutes. */
  readonly url?: string;
  readonly mimeType?: string;
  readonly sha256?: string;
  readonly fileName?: string;
  readonly caption?: string;
  readonly title?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

export interface MessageDetail {
  readonly channel: Channel;
  /** wamid or mid of this item; absent in some checkbox and Test-button items. */
  readonly mid?: string;
  /** The message that an edit, unsend or reaction is about. */
  readonly targetMid?: string;
  /** The person, on whichever side of the message they stand. First the strongest identity. */
  readonly person: readonly Identity[];
  readonly personName?: string;
  readonly direction: 'inbound' | 'outbound';
  /** Meta's own message type, or `text`, `postback`, `quick_reply`, `reaction`, … */
  readonly type: string;
  readonly text?: string;
  /** Payload of a button, quick reply or postback. */
  readonly payload?: string;
  readonly emoji?: string;
  readonly action?: string;
  readonly replyTo?: string;
  readonly groupId?: string;
  readonly attachments?: readonly Attachment[];
  readonly referral?: Readonly<Record<string, unknown>>;
  readonly numEdit?: number;
  /** The story of ours that the message answers or the one of theirs that names us. */
  readonly story?: { readonly id?: string; readonly url?: string };
  /** Another app owns the thread and this one only listens. */
  readonly standby?: boolean;
}

export interface StatusDetail {
  readonly channel: Channel;
  readonly mid: string;
  readonly person: readonly Identity[];
  readonly status: DeliveryStatus;
  readonly errors?: readonly { readonly code: number; readonly title?: string }[];
  /** `biz_opaque_callback_data`. */
  readonly campaign?: string;
  readonly pricing?: Readonly<Record<string, unknown>>;
  /** Of a payment's status: its reference and amount. */
  readonly payment?: Readonly<Record<string, unknown>>;
  readonly conversationId?: string;
  readonly groupId?: string;
  readonly standby?: boolean;
}

export interface WatermarkDetail {
  readonly channel: Channel;
  readonly person: readonly Identity[];
  /** ms since the epoch: everything sent up to here is read or delivered. Instagram names one mid instead. */
  readonly watermark?: number;
  readonly mid?: string;
  readonly standby?: boolean;
}

export interface OrderDetail {
  readonly channel: Channel;
  readonly mid: string;
  readonly person: readonly Identity[];
  readonly catalogId: string;
  readonly text?: string;
  readonly items: readonly {
    readonly retailerId: string;
    readonly quantity: number;
    /** In minor units of `currency`. */
    readonly unitPrice: number;
    readonly currency: string;
  }[];
}

export interface ConsentDetail {
  readonly channel: Channel;
  readonly person: readonly Identity[];
  /** The mid, wamid or token that proves it, where one exists. */
  readonly evidence?: string;
  readonly standby?: boolean;
}

export interface IdentityDetail {
  readonly channel: Channel;
  readonly previous: readonly Identity[];
  readonly current: readonly Identity[];
}

export interface CommentDetail {
  readonly commentId?: string;
  readonly postId?: string;
  readonly parentId?: string;
  readonly mediaId?: string;
  readonly verb: string;
  readonly fromId?: string;
  readonly fromName?: string;
  readonly text?: string;
  readonly permalink?: string;
  readonly attachments?: readonly Attachment[];
}

export interface ProfileDetail {
  readonly userId: string;
  readonly field: string;
  readonly verb?: string;
  readonly value?: unknown;
}

export interface PermissionDetail {
  readonly userId: string;
  readonly permission: string;
  readonly targetIds?: readonly string[];
}
