/**
 * Every route of the API, in the order of its description. A route that is not here does not exist.
 */
import { ADMINISTRATION_ROUTES } from "./routes/administration.ts";
import { CLOSE_ROUTES } from "./routes/closes.ts";
import { DELIVERY_ROUTES } from "./routes/delivery.ts";
import { DISTANCE_ROUTES } from "./routes/distances.ts";
import { EXPORT_ROUTES } from "./routes/exports.ts";
import { FIGURE_ROUTES } from "./routes/figures.ts";
import { MESSAGE_ROUTES } from "./routes/messages.ts";
import { OVERVIEW_ROUTES } from "./routes/overview.ts";
import { PROOF_ROUTES } from "./routes/proof.ts";
import { RECEIPT_ROUTES } from "./routes/receipt.ts";
import { SERVER_ROUTES } from "./routes/server.ts";
import { SETTING_ROUTES } from "./routes/settings.ts";
import { SIGN_IN_ROUTES } from "./routes/sign-in.ts";
import { WATERFALL_ROUTES } from "./routes/waterfall.ts";
import { RECONCILIATION_ROUTES } from "./routes/reconciliation.ts";
import { TOTALS_ROUTES } from "./routes/totals.ts";
import { UPLOAD_ROUTES } from "./routes/uploads.ts";
import { UPLOAD_PLACE_ROUTES } from "./routes/upload-places.ts";
import { WORKBOOK_ROUTES } from "./routes/workbooks.ts";

export const ENDPOINTS = [
  ...SERVER_ROUTES,
  ...SIGN_IN_ROUTES,
  ...OVERVIEW_ROUTES,
  ...UPLOAD_ROUTES,
  ...UPLOAD_PLACE_ROUTES,
  ...WORKBOOK_ROUTES,
  ...FIGURE_ROUTES,
  ...RECEIPT_ROUTES,
  ...DISTANCE_ROUTES,
  ...PROOF_ROUTES,
  ...EXPORT_ROUTES,
  ...CLOSE_ROUTES,
  ...WATERFALL_ROUTES,
  ...DELIVERY_ROUTES,
  ...RECONCILIATION_ROUTES,
  ...TOTALS_ROUTES,
  ...MESSAGE_ROUTES,
  ...SETTING_ROUTES,
  ...ADMINISTRATION_ROUTES,
];
