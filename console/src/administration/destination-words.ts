/**
 * The fields of a destination in words. A test of the form holds every field to a name.
 */
import { words } from "../words/words.ts";
import type { Adapter } from "./delivery-draft.ts";

interface DestinationWords {
  readonly adapters: Readonly<Record<Adapter, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

export const DESTINATION_WORDS = words<DestinationWords>({
  en: {
    adapters: { directory: "Folder", s3: "S3 bucket", sftp: "SFTP server", http: "HTTP API of Core View" },
    fields: {
      path: "Folder (empty: core-view/ in the data folder)",
      "acknowledgement.withinHours": "Acknowledged within hours (empty: no acknowledgement)",
      timeoutMs: "Time-out in milliseconds (empty: 60000)",
      bucket: "Bucket",
      region: "Region",
      prefix: "Prefix, ending in /",
      endpoint: "Endpoint (empty: Amazon's own)",
      host: "Host",
      port: "Port (empty: 22)",
      user: "User",
      hostKey: "Host key, as ssh-keygen -lf prints it",
      folder: "Folder",
      privateKey: "Private key, by reference",
      password: "Password, by reference",
      url: "Address of the API",
      "oauth.tokenUrl": "Address of the token server",
      "oauth.clientId": "Client id",
      "oauth.clientSecret": "Client secret, by reference",
      "oauth.scope": "Scope",
      "tls.caFile": "File of the certificate authority",
      "tls.certificateSha256": "SHA-256 of the server's certificate",
      "tls.clientCertificateFile": "File of our certificate",
      "tls.clientKey": "Key of our certificate, by reference",
    },
  },
  de: {
    adapters: { directory: "Ordner", s3: "S3-Bucket", sftp: "SFTP-Server", http: "HTTP-API von Core View" },
    fields: {
      path: "Ordner (leer: core-view/ im Datenordner)",
      "acknowledgement.withinHours": "Bestätigung innerhalb von Stunden (leer: keine)",
      timeoutMs: "Zeitgrenze in Millisekunden (leer: 60000)",
      bucket: "Bucket",
      region: "Region",
      prefix: "Präfix, endet mit /",
      endpoint: "Endpunkt (leer: der von Amazon)",
      host: "Host",
      port: "Port (leer: 22)",
      user: "Benutzer",
      hostKey: "Schlüssel des Servers, wie ssh-keygen -lf ihn zeigt",
      folder: "Ordner",
      privateKey: "Privater Schlüssel, als Verweis",
      password: "Passwort, als Verweis",
      url: "Adresse der API",
      "oauth.tokenUrl": "Adresse des Token-Servers",
      "oauth.clientId": "Client-Kennung",
      "oauth.clientSecret": "Client-Geheimnis, als Verweis",
      "oauth.scope": "Scope",
      "tls.caFile": "Datei der Zertifizierungsstelle",
      "tls.certificateSha256": "SHA-256 des Serverzertifikats",
      "tls.clientCertificateFile": "Datei unseres Zertifikats",
      "tls.clientKey": "Schlüssel unseres Zertifikats, als Verweis",
    },
  },
  sv: {
    adapters: { directory: "Mapp", s3: "S3-bucket", sftp: "SFTP-server", http: "Core Views HTTP-API" },
    fields: {
      path: "Mapp (tomt: core-view/ i datamappen)",
      "acknowledgement.withinHours": "Bekräftas inom timmar (tomt: ingen bekräftelse)",
      timeoutMs: "Tidsgräns i millisekunder (tomt: 60000)",
      bucket: "Bucket",
      region: "Region",
      prefix: "Prefix, slutar med /",
      endpoint: "Slutpunkt (tomt: Amazons egen)",
      host: "Värd",
      port: "Port (tomt: 22)",
      user: "Användare",
      hostKey: "Värdnyckel, som ssh-keygen -lf visar den",
      folder: "Mapp",
      privateKey: "Privat nyckel, som hänvisning",
      password: "Lösenord, som hänvisning",
      url: "API:ets adress",
      "oauth.tokenUrl": "Tokenserverns adress",
      "oauth.clientId": "Klient-id",
      "oauth.clientSecret": "Klienthemlighet, som hänvisning",
      "oauth.scope": "Scope",
      "tls.caFile": "Certifikatutfärdarens fil",
      "tls.certificateSha256": "SHA-256 för serverns certifikat",
      "tls.clientCertificateFile": "Fil med vårt certifikat",
      "tls.clientKey": "Nyckel till vårt certifikat, som hänvisning",
    },
  },
});
