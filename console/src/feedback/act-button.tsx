/**
 * A button for an act that not everybody may do: who may not can still reach it, and is told why. In: the reason, or null.
 * Out: a button that stays in the order of the keyboard in either case.
 */
import { Button, Tooltip, VisuallyHidden, type ButtonProps } from "@mantine/core";
import { useId, type ReactNode } from "react";

interface ActButtonProps extends ButtonProps {
  /** Why it cannot be done now; null when it can. */
  readonly because: string | null;
  readonly onAct: () => void;
  readonly children: ReactNode;
}

export function ActButton({ because, onAct, children, ...shown }: ActButtonProps) {
  const id = useId();
  if (because === null)
    return (
      <Button {...shown} onClick={onAct}>
        {children}
      </Button>
    );
  return (
    <>
      <Tooltip
        label={because}
        multiline
        maw={320}
        withinPortal={false}
        events={{ hover: true, focus: true, touch: true }}
      >
        <Button {...shown} data-disabled aria-disabled aria-describedby={id}>
          {children}
        </Button>
      </Tooltip>
      <VisuallyHidden id={id}>{because}</VisuallyHidden>
    </>
  );
}
