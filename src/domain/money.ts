/** ISO 4217 currencies whose minor unit is not a hundredth. */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Decimals of a currency by ISO 4217; 2 for one that is not known. */
export function currencyExponent(currency: string): number {
  const code = currency.toUpperCase();

  return Object.hasOwn(EXPONENTS, code) ? EXPONENTS[code]! : 2;
}

/**
 * `19.99 EUR` → `1999`, `500 JPY` → `500`, `1.234 KWD` → `1234`; half a minor unit is rounded away from
 * zero. NaN where the amount is not a number.
 */
export function toMinorUnits(amount: number | string, currency: string): number {
  const text = String(amount).trim();
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return NaN;

  const exponent = currencyExponent(currency);
  // Moving the point in the text keeps 1.005 from becoming 100.49999999999999.
  const shifted = /^[-+]?[\d.]+$/.test(text)
    ? Number(`${text}e${exponent}`)
    : value * 10 ** exponent;
  const rounded = Math.sign(shifted) * Math.round(Math.abs(shifted));

  return rounded === 0 ? 0 : rounded;
}
