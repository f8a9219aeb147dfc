import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  /** Head and body, decoded. */
  readonly text: string;
}

export interface MailServer {
  readonly url: string;
  /** Every mail that was taken, oldest first. */
  readonly taken: readonly ReceivedMail[];
  /** Every recipient that was tried, refused ones too. */
  readonly tried: readonly string[];
  /** Refuses recipients from here on: with a status, or `undefined` to take them again. */
  refuse(address: string, status: number | undefined): void;
  stop(): Promise<void>;
}

/** A mail server that speaks SMTP and keeps what it is given. */
export async function startMailServer(): Promise<MailServer> {
  const taken: ReceivedMail[] = [];
  const tried: string[] = [];
  const refusals = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, done) {
      tried.push(address);
      const responseCode = refusals.get(address);
      done(responseCode ? Object.assign(new Error('not now'), { responseCode }) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(read(Buffer.concat(chunks).toString(), session.envelope.rcptTo[0]!.address));
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;

  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    tried,
    refuse: (address, status) =>
      void (status ? refusals.set(address, status) : refusals.delete(address)),
    stop: () => new Promise((done) => server.close(() => done())),
  };
}

function read(raw: string, to: string): ReceivedMail {
  const [folded = '', ...body] = raw.split('\r\n\r\n');
  const head = folded.replaceAll(/\r\n[ \t]+/g, ' ');
  const header = (name: string) =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  const encoded = body.join('\r\n\r\n');
  const encoding = header('Content-Transfer-Encoding').toLowerCase();
  const text =
    encoding === 'base64'
      ? Buffer.from(encoded, 'base64').toString()
      : encoding === 'quoted-printable'
        ? unquote(encoded)
        : encoded;

  return {
    to,
    messageId: header('Message-ID'),
    subject: header('Subject'),
    text: `${head}\n${text}`,
  };
}

function unquote(text: string): string {
  const bytes = text
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

  return Buffer.from(bytes, 'latin1').toString();
}
