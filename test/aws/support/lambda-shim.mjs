/**
 * Loaded before the runtime client of a played function. Does what the service does around it: the native part of the client by plain
 * HTTP, and the names of the network. In: OPENCOMMISSION_PLAYED_NETWORK, a JSON object of `host:port` and the port on loopback it stands for.
 */
import { request } from "node:http";
import Module from "node:module";
import net from "node:net";

const network = JSON.parse(process.env.OPENCOMMISSION_PLAYED_NETWORK ?? "{}");
delete process.env.OPENCOMMISSION_PLAYED_NETWORK;
const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? "").split(":");

function post(path, body) {
  const sent = request({ hostname, port, path: `/2018-06-01/runtime/invocation/${path}`, method: "POST" });
  sent.on("response", (response) => response.resume());
  sent.end(body);
}

const load = Module._load;
Module._load = function (asked, ...rest) {
  if (!asked.endsWith("rapid-client.node")) return load.call(this, asked, ...rest);
  return {
    initializeClient: () => undefined,
    done: (id, body) => post(`${id}/response`, body),
    error: (id, body) => post(`${id}/error`, body),
  };
};

const connect = Reflect.get(net.Socket.prototype, "connect");
net.Socket.prototype.connect = function (...args) {
  const [asked, host, ...rest] = args;
  // The database's driver names port and host, fetch an object of both; all others go where they say.
  if (typeof asked === "number" || typeof asked === "string") {
    const mapped = network[`${host}:${asked}`];
    return mapped === undefined ? connect.apply(this, args) : connect.call(this, mapped, "127.0.0.1", ...rest);
  }
  const [options] = Array.isArray(asked) ? asked : args;
  const mapped = network[`${options?.host}:${options?.port}`];
  if (mapped !== undefined) Object.assign(options, { host: "127.0.0.1", port: mapped });
  return connect.apply(this, args);
};
