import { type Answer, metaError, ok } from './answers';
import { hashOf } from './hash';
import type { Node, World } from './world';

/** Enough for any test; `npm start` may run for weeks. */
const MAX_SENT = 10_000;

/** `POST /{phone-number-id}/messages` (WhatsApp) and `POST /me/messages` (Messenger, Instagram). */
export function sendMessage(world: World, path: string, body: Node): Answer {
  const recipient = recipientOf(body);
  if (!recipient) {
    return metaError(400, {
      message: '(#100) The parameter to or recipient is required.',
      type: 'OAuthException',
      code: 100,
    });
  }
  const isWhatsApp = body.messaging_product === 'whatsapp';
  const id = messageId(isWhatsApp, recipient, world.sent.length);
  world.sent.push({ path, body, id });
  if (world.sent.length > MAX_SENT) world.sent.shift();

  if (!isWhatsApp) return ok({ recipient_id: recipient, message_id: id });
  return ok({
    messaging_product: 'whatsapp',
    contacts: [{ input: recipient, wa_id: recipient.replace(/\D/g, '') }],
    messages: [{ id, message_status: 'accepted' }],
  });
}

function recipientOf(body: Node): string | undefined {
  const target = body.messaging_product === 'whatsapp' ? body.to : body.recipient;
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null) return undefined;
  return Object.values(target).find((id) => typeof id === 'string');
}

/** A real wamid is base64 with the phone number in it, so this one is too. */
function messageId(isWhatsApp: boolean, recipient: string, count: number): string {
  const number = hashOf('message', recipient, String(count)).toString(16).padStart(8, '0');
  const text = Buffer.from(`${recipient}\0${number}`).toString('base64');
  return isWhatsApp ? `wamid.${text}` : `m_${text.replaceAll('=', '')}`;
}
