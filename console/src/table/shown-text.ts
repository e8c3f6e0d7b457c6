/**
 * The text of what a cell shows. In: what React is given. Out: its words, without what is there for the eye alone; of what is cut short, the
 * whole, which its title has. A component that makes its words itself shows none here.
 */
import { isValidElement, type ReactNode } from "react";

interface Shown {
  readonly children?: ReactNode;
  readonly title?: unknown;
  readonly "aria-hidden"?: unknown;
}

export function shownText(node: ReactNode): string {
  if (typeof node === "string") return node;
  if (typeof node === "number" || typeof node === "bigint") return String(node);
  if (Array.isArray(node)) return node.map((one: ReactNode) => shownText(one)).join("");
  if (!isValidElement<Shown>(node)) return "";
  const { children, title, "aria-hidden": isHidden } = node.props;
  if (isHidden === true || isHidden === "true") return "";
  const text = shownText(children);
  return typeof title === "string" && title.startsWith(text.replace(/…$/, "")) ? title : text;
}
