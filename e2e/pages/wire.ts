import type { Locator, Page } from 'playwright';

/** The view of the wire in the bottom panel. */
export class Wire {
  constructor(private readonly page: Page) {}

  async show(): Promise<void> {
    await this.page.getByTestId('bottom-wire').click();
    await this.page.getByTestId('wire').waitFor();
  }

  /** Connections in the list, all or those in a phase. */
  connections(phase?: 'ready' | 'ended' | 'failed'): Locator {
    const items = this.page.getByTestId('wire-connections').getByRole('option');
    return phase === undefined ? items : items.and(this.page.locator(`[data-phase=${phase}]`));
  }

  /** Steps of the ladder: of a type, or a command by its name. */
  steps(what: { readonly type?: string; readonly name?: string }): Locator {
    const { type, name } = what;
    const selector = (type ? `[data-type="${type}"]` : '') + (name ? `[data-name="${name}"]` : '');
    return this.page.getByTestId('ladder').locator(`[role=option]${selector}`);
  }

  /** The explained parts of the chosen step. */
  part(name: string): Locator {
    return this.page.getByTestId('step-detail').getByTestId(`part-${name}`);
  }

  get messages(): Locator {
    return this.page.getByTestId('ladder-messages');
  }

  get closing(): Locator {
    return this.page.getByTestId('closing');
  }
}
