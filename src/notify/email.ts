import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  /** Stable for one mail to one person: a copy after a lost answer carries the same Message-ID. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Resolves when the server has taken the mail. Throws MailError. */
  send(mail: Mail): Promise<void>;
  stop(): void;
}

/** The mail server refused or was not there. Its message holds codes only: what the server said may name people. */
export class MailError extends Error {
  override readonly name = 'MailError';
}

/** Mail over SMTP: `smtp://user:password@host:587` or `smtps://…:465`. */
export function createMailer(smtpUrl: string, from: string): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });

  return {
    async send({ to, id, subject, text }) {
      try {
        await transport.sendMail({ from, to, subject, text, messageId: `<${id}@tetrix>` });
      } catch (error) {
        const { code, responseCode } = error as { code?: string; responseCode?: number };
        throw new MailError(`${code ?? 'ESMTP'}${responseCode ? ` ${responseCode}` : ''}`);
      }
    },
    stop: () => transport.close(),
  };
}
