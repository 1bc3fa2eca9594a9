import type { Locator, Page } from 'playwright';

/** The right panel: what is selected, with its fields. */
export class Inspector {
  readonly panel: Locator;

  constructor(page: Page) {
    this.panel = page.getByTestId('inspector');
  }

  field(id: string): Locator {
    return this.panel.getByTestId(id);
  }

  get errors(): Locator {
    return this.panel.locator('.mantine-InputWrapper-error');
  }

  option(name: string): Locator {
    return this.panel.getByTestId(`option-${name}`);
  }

  async openOptions(group: string): Promise<void> {
    await this.panel.getByTestId(`options-${group}`).locator('summary').click();
  }
}
