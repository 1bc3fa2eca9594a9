import { Button } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ErrorBoundary.module.css';

interface Props {
  readonly children: ReactNode;
}

/** Keeps a bug in one part of the window from taking the others with it; the part can be drawn again. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('a part of the window failed', error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed onRetry={() => this.setState({ failed: false })} /> : this.props.children;
  }
}

function Failed({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation('app');
  return (
    <div className={classes['failed']} role="alert">
      <p>{t('failed.text')}</p>
      <Button variant="default" onClick={onRetry}>
        {t('failed.retry')}
      </Button>
    </div>
  );
}
