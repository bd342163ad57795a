import type { ReactNode } from 'react';

/** The name of a control whose face is drawn: read aloud in place of the face, which is hidden from assistive technology. */
export function Spoken({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <span className="visually-hidden">{name}</span>
      <span className="face" aria-hidden="true">
        {children}
      </span>
    </>
  );
}
