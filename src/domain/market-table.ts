/**
 * The table behind the market registry: code, names (English, other English forms, the country's official languages),
 * time zone, currencies with the day of change since 2000.
 * A currency that began in the middle of a month is listed from the start (RSD began on 2006-10-25, and the euro came to
 * ME during 2002): a period has one currency.
 */
export interface Market {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** English first, then other English forms, then the local names. */
  readonly names: readonly string[];
  /** IANA. The main one, where a country has several. */
  readonly timeZone: string;
  /** ISO 4217, each from a date on, rising; the first from 2000-01-01. Changes fall on the first of a month. */
  readonly currencies: readonly { readonly from: string; readonly currency: string }[];
}

function since2000(currency: string): Market["currencies"] {
  return [{ from: "2000-01-01", currency }];
}

function changed(before: string, from: string, after: string): Market["currencies"] {
  return [...since2000(before), { from, currency: after }];
}

export const MARKET_TABLE: readonly Market[] = [
  // The European Union.
  {
    code: "AT",
    names: ["Austria", "Republic of Austria", "Österreich"],
    timeZone: "Europe/Vienna",
    currencies: since2000("EUR"),
  },
  {
    code: "BE",
    names: ["Belgium", "België", "Belgique", "Belgien"],
    timeZone: "Europe/Brussels",
    currencies: since2000("EUR"),
  },
  {
    code: "BG",
    names: ["Bulgaria", "България"],
    timeZone: "Europe/Sofia",
    currencies: changed("BGN", "2026-01-01", "EUR"),
  },
  {
    code: "HR",
    names: ["Croatia", "Hrvatska"],
    timeZone: "Europe/Zagreb",
    currencies: changed("HRK", "2023-01-01", "EUR"),
  },
  {
    code: "CY",
    names: ["Cyprus", "Κύπρος", "Kıbrıs"],
    timeZone: "Asia/Nicosia",
    currencies: changed("CYP", "2008-01-01", "EUR"),
  },
  {
    code: "CZ",
    names: ["Czechia", "Czech Republic", "Česko", "Česká republika"],
    timeZone: "Europe/Prague",
    currencies: since2000("CZK"),
  },
  { code: "DK", names: ["Denmark", "Danmark"], timeZone: "Europe/Copenhagen", currencies: since2000("DKK") },
  {
    code: "EE",
    names: ["Estonia", "Eesti"],
    timeZone: "Europe/Tallinn",
    currencies: changed("EEK", "2011-01-01", "EUR"),
  },
  { code: "FI", names: ["Finland", "Suomi"], timeZone: "Europe/Helsinki", currencies: since2000("EUR") },
  { code: "FR", names: ["France"], timeZone: "Europe/Paris", currencies: since2000("EUR") },
  { code: "DE", names: ["Germany", "Deutschland"], timeZone: "Europe/Berlin", currencies: since2000("EUR") },
  {
    code: "GR",
    names: ["Greece", "Hellas", "Ελλάδα", "Ελλάς"],
    timeZone: "Europe/Athens",
    currencies: changed("GRD", "2001-01-01", "EUR"),
  },
  { code: "HU", names: ["Hungary", "Magyarország"], timeZone: "Europe/Budapest", currencies: since2000("HUF") },
  {
    code: "IE",
    names: ["Ireland", "Republic of Ireland", "Éire"],
    timeZone: "Europe/Dublin",
    currencies: since2000("EUR"),
  },
  { code: "IT", names: ["Italy", "Italia"], timeZone: "Europe/Rome", currencies: since2000("EUR") },
  {
    code: "LV",
    names: ["Latvia", "Latvija"],
    timeZone: "Europe/Riga",
    currencies: changed("LVL", "2014-01-01", "EUR"),
  },
  {
    code: "LT",
    names: ["Lithuania", "Lietuva"],
    timeZone: "Europe/Vilnius",
    currencies: changed("LTL", "2015-01-01", "EUR"),
  },
  {
    code: "LU",
    names: ["Luxembourg", "Lëtzebuerg", "Luxemburg"],
    timeZone: "Europe/Luxembourg",
    currencies: since2000("EUR"),
  },
  { code: "MT", names: ["Malta"], timeZone: "Europe/Malta", currencies: changed("MTL", "2008-01-01", "EUR") },
  {
    code: "NL",
    names: ["Netherlands", "The Netherlands", "Holland", "Nederland", "Nederlân"],
    timeZone: "Europe/Amsterdam",
    currencies: since2000("EUR"),
  },
  { code: "PL", names: ["Poland", "Polska"], timeZone: "Europe/Warsaw", currencies: since2000("PLN") },
  { code: "PT", names: ["Portugal"], timeZone: "Europe/Lisbon", currencies: since2000("EUR") },
  {
    code: "RO",
    names: ["Romania", "România"],
    timeZone: "Europe/Bucharest",
    currencies: changed("ROL", "2005-07-01", "RON"),
  },
  {
    code: "SK",
    names: ["Slovakia", "Slovak Republic", "Slovensko", "Slovenská republika"],
    timeZone: "Europe/Bratislava",
    currencies: changed("SKK", "2009-01-01", "EUR"),
  },
  {
    code: "SI",
    names: ["Slovenia", "Slovenija"],
    timeZone: "Europe/Ljubljana",
    currencies: changed("SIT", "2007-01-01", "EUR"),
  },
  {
    code: "ES",
    names: ["Spain", "España", "Espanya", "Espainia"],
    timeZone: "Europe/Madrid",
    currencies: since2000("EUR"),
  },
  { code: "SE", names: ["Sweden", "Sverige"], timeZone: "Europe/Stockholm", currencies: since2000("SEK") },
  // The rest of the European Economic Area.
  { code: "IS", names: ["Iceland", "Ísland"], timeZone: "Atlantic/Reykjavik", currencies: since2000("ISK") },
  { code: "LI", names: ["Liechtenstein"], timeZone: "Europe/Vaduz", currencies: since2000("CHF") },
  { code: "NO", names: ["Norway", "Norge", "Noreg", "Norga"], timeZone: "Europe/Oslo", currencies: since2000("NOK") },
  // The rest of Europe and its neighbours.
  {
    code: "CH",
    names: ["Switzerland", "Schweiz", "Suisse", "Svizzera", "Svizra"],
    timeZone: "Europe/Zurich",
    currencies: since2000("CHF"),
  },
  {
    code: "GB",
    names: [
      "United Kingdom",
      "Great Britain",
      "UK",
      "U.K.",
      "Britain",
      "United Kingdom of Great Britain and Northern Ireland",
    ],
    timeZone: "Europe/London",
    currencies: since2000("GBP"),
  },
  {
    code: "TR",
    names: ["Turkey", "Türkiye"],
    timeZone: "Europe/Istanbul",
    currencies: changed("TRL", "2005-01-01", "TRY"),
  },
  { code: "AL", names: ["Albania", "Shqipëria", "Shqipëri"], timeZone: "Europe/Tirane", currencies: since2000("ALL") },
  {
    code: "BA",
    names: [
      "Bosnia and Herzegovina",
      "Bosnia & Herzegovina",
      "Bosnia-Herzegovina",
      "Bosnia",
      "Bosna i Hercegovina",
      "Босна и Херцеговина",
    ],
    timeZone: "Europe/Sarajevo",
    currencies: since2000("BAM"),
  },
  {
    code: "GE",
    names: ["Georgia", "საქართველო", "Sakartvelo"],
    timeZone: "Asia/Tbilisi",
    currencies: since2000("GEL"),
  },
  {
    code: "MD",
    names: ["Moldova", "Republic of Moldova", "Republica Moldova"],
    timeZone: "Europe/Chisinau",
    currencies: since2000("MDL"),
  },
  {
    code: "ME",
    names: ["Montenegro", "Crna Gora", "Црна Гора"],
    timeZone: "Europe/Podgorica",
    currencies: since2000("EUR"),
  },
  {
    code: "MK",
    names: ["North Macedonia", "Macedonia", "Северна Македонија", "Severna Makedonija", "Maqedonia e Veriut"],
    timeZone: "Europe/Skopje",
    currencies: since2000("MKD"),
  },
  { code: "RS", names: ["Serbia", "Србија", "Srbija"], timeZone: "Europe/Belgrade", currencies: since2000("RSD") },
  { code: "UA", names: ["Ukraine", "Україна"], timeZone: "Europe/Kyiv", currencies: since2000("UAH") },
  // The Middle East and Africa.
  {
    code: "AE",
    names: ["United Arab Emirates", "UAE", "U.A.E.", "Emirates", "الإمارات العربية المتحدة", "الإمارات"],
    timeZone: "Asia/Dubai",
    currencies: since2000("AED"),
  },
  { code: "BH", names: ["Bahrain", "البحرين"], timeZone: "Asia/Bahrain", currencies: since2000("BHD") },
  { code: "EG", names: ["Egypt", "مصر"], timeZone: "Africa/Cairo", currencies: since2000("EGP") },
  { code: "IL", names: ["Israel", "ישראל", "إسرائيل"], timeZone: "Asia/Jerusalem", currencies: since2000("ILS") },
  { code: "JO", names: ["Jordan", "الأردن"], timeZone: "Asia/Amman", currencies: since2000("JOD") },
  { code: "KW", names: ["Kuwait", "الكويت"], timeZone: "Asia/Kuwait", currencies: since2000("KWD") },
  {
    code: "MA",
    names: ["Morocco", "المغرب", "ⵍⵎⵖⵔⵉⴱ", "Maroc"],
    timeZone: "Africa/Casablanca",
    currencies: since2000("MAD"),
  },
  { code: "OM", names: ["Oman", "عمان", "عُمان"], timeZone: "Asia/Muscat", currencies: since2000("OMR") },
  { code: "QA", names: ["Qatar", "قطر"], timeZone: "Asia/Qatar", currencies: since2000("QAR") },
  {
    code: "SA",
    names: ["Saudi Arabia", "Kingdom of Saudi Arabia", "KSA", "المملكة العربية السعودية", "السعودية"],
    timeZone: "Asia/Riyadh",
    currencies: since2000("SAR"),
  },
  { code: "TN", names: ["Tunisia", "تونس", "Tunisie"], timeZone: "Africa/Tunis", currencies: since2000("TND") },
  {
    code: "ZA",
    names: [
      "South Africa",
      "Suid-Afrika",
      "iNingizimu Afrika",
      "uMzantsi Afrika",
      "iSewula Afrika",
      "Afrika Borwa",
      "Aforika Borwa",
      "Afrika Dzonga",
      "Afurika Tshipembe",
    ],
    timeZone: "Africa/Johannesburg",
    currencies: since2000("ZAR"),
  },
  // Asia and the Pacific.
  { code: "AU", names: ["Australia"], timeZone: "Australia/Sydney", currencies: since2000("AUD") },
  {
    code: "CN",
    names: ["China", "People's Republic of China", "中国"],
    timeZone: "Asia/Shanghai",
    currencies: since2000("CNY"),
  },
  { code: "HK", names: ["Hong Kong", "香港"], timeZone: "Asia/Hong_Kong", currencies: since2000("HKD") },
  { code: "ID", names: ["Indonesia"], timeZone: "Asia/Jakarta", currencies: since2000("IDR") },
  { code: "IN", names: ["India", "Bharat", "भारत"], timeZone: "Asia/Kolkata", currencies: since2000("INR") },
  {
    code: "JP",
    names: ["Japan", "日本", "日本国", "Nippon", "Nihon"],
    timeZone: "Asia/Tokyo",
    currencies: since2000("JPY"),
  },
  {
    code: "KR",
    names: ["South Korea", "Korea", "Republic of Korea", "대한민국", "한국"],
    timeZone: "Asia/Seoul",
    currencies: since2000("KRW"),
  },
  {
    code: "KZ",
    names: ["Kazakhstan", "Қазақстан", "Qazaqstan", "Казахстан"],
    timeZone: "Asia/Almaty",
    currencies: since2000("KZT"),
  },
  { code: "MY", names: ["Malaysia"], timeZone: "Asia/Kuala_Lumpur", currencies: since2000("MYR") },
  { code: "NZ", names: ["New Zealand", "Aotearoa"], timeZone: "Pacific/Auckland", currencies: since2000("NZD") },
  {
    code: "PH",
    names: ["Philippines", "The Philippines", "Pilipinas"],
    timeZone: "Asia/Manila",
    currencies: since2000("PHP"),
  },
  {
    code: "SG",
    names: ["Singapore", "Singapura", "新加坡", "சிங்கப்பூர்"],
    timeZone: "Asia/Singapore",
    currencies: since2000("SGD"),
  },
  { code: "TH", names: ["Thailand", "ประเทศไทย", "ไทย"], timeZone: "Asia/Bangkok", currencies: since2000("THB") },
  { code: "TW", names: ["Taiwan", "台灣", "臺灣"], timeZone: "Asia/Taipei", currencies: since2000("TWD") },
  {
    code: "VN",
    names: ["Vietnam", "Viet Nam", "Việt Nam"],
    timeZone: "Asia/Ho_Chi_Minh",
    currencies: since2000("VND"),
  },
  // The Americas.
  { code: "AR", names: ["Argentina"], timeZone: "America/Argentina/Buenos_Aires", currencies: since2000("ARS") },
  { code: "BR", names: ["Brazil", "Brasil"], timeZone: "America/Sao_Paulo", currencies: since2000("BRL") },
  { code: "CA", names: ["Canada"], timeZone: "America/Toronto", currencies: since2000("CAD") },
  { code: "CL", names: ["Chile"], timeZone: "America/Santiago", currencies: since2000("CLP") },
  { code: "CO", names: ["Colombia"], timeZone: "America/Bogota", currencies: since2000("COP") },
  { code: "MX", names: ["Mexico", "México"], timeZone: "America/Mexico_City", currencies: since2000("MXN") },
  { code: "PE", names: ["Peru", "Perú", "Piruw"], timeZone: "America/Lima", currencies: since2000("PEN") },
  {
    code: "US",
    names: ["United States", "United States of America", "The United States", "USA", "U.S.A.", "U.S."],
    timeZone: "America/New_York",
    currencies: since2000("USD"),
  },
  { code: "UY", names: ["Uruguay"], timeZone: "America/Montevideo", currencies: since2000("UYU") },
];
