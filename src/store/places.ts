/** Where something of a conversation belongs, and when it happened (ISO 8601). */
export interface MessageAt {
  readonly asset: string;
  readonly at: string;
  readonly conversationId: string | null;
}
