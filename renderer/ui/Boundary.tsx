import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import classes from './Boundary.module.css';

interface BoundaryProps {
  /** What is inside, as the person would call it: `the drawing`, `this panel`. */
  readonly what: string;
  readonly children: ReactNode;
}

/**
 * A fault in one region of the window stays there: it says what happened and offers to go on, and the lab, its runs and all
 * other regions are as they were.
 */
export class Boundary extends Component<BoundaryProps, { readonly error: Error | undefined }> {
  override state: { readonly error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className={classes.boundary} role="alert">
        <strong>{sentence(this.props.what)} could not be shown</strong>
        <p>
          Your lab is not touched, and everything else goes on. This is a fault of the program: <q>{error.message}</q>
        </p>
        <Button onClick={() => this.setState({ error: undefined })}>Show it again</Button>
      </div>
    );
  }
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
