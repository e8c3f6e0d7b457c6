/**
 * What the roles are called.
 */
import { words } from "../words/words.ts";

export const ROLE_NAMES = words({
  en: { viewer: "Viewer", uploader: "Uploader", approver: "Approver", admin: "Administrator" },
  de: { viewer: "Ansicht", uploader: "Upload", approver: "Freigabe", admin: "Administration" },
  sv: { viewer: "Läsare", uploader: "Uppladdare", approver: "Godkännare", admin: "Administratör" },
});
