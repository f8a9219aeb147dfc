/**
 * Words by which a person ends or resumes messages. Only a message that is nothing but such a word counts:
 * "please stop sending the blue ones" is a wish about blue ones.
 *
 * Sources: CTIA Messaging Principles and Best Practices (STOP, END, CANCEL, UNSUBSCRIBE, QUIT; START, UNSTOP);
 * Twilio's and Vonage's default opt-out lists for Spanish, Portuguese and French (ALTO, BAJA, CANCELAR, PARAR,
 * SAIR, ARRET, STOP); 47 CFR 64.1200(a)(10), in force since 2025-04-11 (REVOKE, OPTOUT); for the other
 * languages the plain imperative and the noun that subscription pages of that language print on their button.
 */
const STOP_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'stop',
    'stopall',
    'stop all',
    'unsubscribe',
    'end',
    'quit',
    'cancel',
    'revoke',
    'optout',
    'opt out',
    'opt-out',
  ],
  es: ['alto', 'baja', 'darse de baja', 'cancelar', 'parar', 'detener', 'no molestar'],
  pt: ['parar', 'pare', 'sair', 'cancelar', 'descadastrar', 'remover'],
  fr: [
    'arret',
    'arrêt',
    'arreter',
    'arrêter',
    'désabonner',
    'desabonner',
    'se désabonner',
    'désinscription',
  ],
  de: ['stopp', 'abmelden', 'abbestellen', 'beenden', 'austragen', 'kündigen'],
  it: ['ferma', 'basta', 'annulla', 'disiscriviti', 'cancellami', 'disiscrivimi'],
  nl: ['stoppen', 'afmelden', 'uitschrijven', 'opzeggen'],
  tr: ['dur', 'iptal', 'ret', 'abonelikten çık', 'abonelikten cik', 'çık'],
  ar: ['توقف', 'إيقاف', 'ايقاف', 'قف', 'الغاء', 'إلغاء', 'إلغاء الاشتراك', 'الغاء الاشتراك'],
  hi: ['रोकें', 'रुकें', 'बंद करें', 'बंद', 'सदस्यता समाप्त करें', 'सदस्यता रद्द करें'],
  id: ['berhenti', 'stop langganan', 'berhenti berlangganan', 'batal', 'keluar'],
  ru: ['стоп', 'отписаться', 'отписка', 'отмена', 'отказ', 'хватит'],
};

const START_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ['start', 'unstop', 'subscribe', 'resume', 'optin', 'opt in', 'opt-in'],
  es: ['iniciar', 'alta', 'suscribir', 'suscribirme', 'reanudar'],
  pt: ['iniciar', 'começar', 'comecar', 'inscrever', 'assinar', 'retomar'],
  fr: ['démarrer', 'demarrer', "s'abonner", 'abonner', 'reprendre'],
  de: ['starten', 'anmelden', 'abonnieren', 'fortsetzen'],
  it: ['inizia', 'iscriviti', 'iscrivimi', 'riprendi'],
  nl: ['starten', 'aanmelden', 'inschrijven', 'hervatten'],
  tr: ['başla', 'basla', 'abone ol', 'devam'],
  ar: ['ابدأ', 'ابدا', 'اشتراك', 'اشترك', 'استئناف'],
  hi: ['शुरू', 'शुरू करें', 'प्रारंभ', 'सदस्यता लें'],
  id: ['mulai', 'langganan', 'berlangganan', 'lanjutkan'],
  ru: ['старт', 'начать', 'подписаться', 'подписка', 'возобновить'],
};

/** The languages whose words are known, as ISO 639-1 codes. */
export const KEYWORD_LANGUAGES = Object.keys(STOP_WORDS);

const stops = wordSet(STOP_WORDS);
const starts = wordSet(START_WORDS);

/** Whether a text as a whole says stop or start, in any of the languages; case, space and punctuation around it aside. */
export function readKeyword(text: string): 'stop' | 'start' | undefined {
  if (text.length > 64) return undefined;
  const word = normalise(text);
  if (stops.has(word)) return 'stop';

  return starts.has(word) ? 'start' : undefined;
}

/** The words of one language, for tests and for the console. */
export function keywordsOf(language: string): {
  stop: readonly string[];
  start: readonly string[];
} {
  return { stop: STOP_WORDS[language] ?? [], start: START_WORDS[language] ?? [] };
}

function wordSet(words: Readonly<Record<string, readonly string[]>>): ReadonlySet<string> {
  return new Set(Object.values(words).flat().map(normalise));
}

/** Turkish capital İ lower-cases to i + U+0307; the dot is dropped so that DUR, İPTAL and iptal are one word each. */
function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\u0307/g, '')
    .replace(/ı/g, 'i')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, '')
    .replace(/\s+/g, ' ');
}
