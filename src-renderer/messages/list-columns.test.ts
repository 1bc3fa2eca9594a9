import { describe, expect, it } from 'vitest';
import { layoutOf } from './list-columns';

const SHOWN = ['time', 'route', 'frames', 'size', 'latency', 'content'];

describe('the columns of the list', () => {
  it('stand in their own order with the widths that were given, the content last', () => {
    const { columns, template } = layoutOf(['content', 'size', 'time', 'unheard-of'], { time: 100, size: 1 }, 1000);
    expect(columns).toEqual(['time', 'size', 'content']);
    expect(template).toBe('100px 48px minmax(90px, 1fr)');
  });

  it('have as many pixels together as there are', () => {
    const { columns, widths } = layoutOf(SHOWN, {}, 1000);
    expect(widths).toMatchObject({ time: 80, route: 220, content: 1000 - 24 - 5 * 8 - 80 - 220 - 52 - 68 - 68 });
    const narrow = layoutOf(SHOWN, {}, 530);
    expect(narrow.widths).toMatchObject({ route: 530 - 24 - 5 * 8 - 80 - 52 - 68 - 68 - 90, content: 90 });
    expect(columns).toEqual(Object.keys(widths));
  });

  it('have the types of sockets once only', () => {
    expect(layoutOf([...SHOWN, 'sockets'], {}, 2000).withTypes).toBe(false);
  });

  it('give way where there is little room, the content never', () => {
    expect(layoutOf(SHOWN, {}, 1000)).toMatchObject({ columns: SHOWN, withTypes: true });
    expect(layoutOf(SHOWN, {}, 530)).toMatchObject({ columns: SHOWN, withTypes: false });
    expect(layoutOf(SHOWN, {}, 480).columns).toEqual(['time', 'route', 'size', 'latency', 'content']);
    expect(layoutOf(SHOWN, {}, 100).columns).toEqual(['route', 'content']);
    expect(layoutOf([], {}, 100).columns).toEqual(['content']);
  });
});
