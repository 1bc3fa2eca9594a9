import {
  IconChartLine,
  IconMailOff,
  IconMessages,
  IconStethoscope,
  IconTimeline,
  type Icon,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { BottomView } from '../stores/view';
import { Charts } from '../charts/Charts';
import { Doctor } from '../doctor/Doctor';
import { DoctorBadge } from '../doctor/DoctorBadge';
import { Losses } from '../losses/Losses';
import { LossesBadge } from '../losses/LossesBadge';
import { Messages } from '../messages/Messages';
import { WireView } from '../wire-view/WireView';

interface BottomViewFacts {
  readonly id: BottomView;
  readonly icon: Icon;
  readonly component: ComponentType;
  /** Shown behind the title where there is something to say: a count, say. */
  readonly badge?: ComponentType;
}

/** What the bottom panel can show, in the order of its tabs. A view's title is the translation of `bottom.<id>`. */
export const BOTTOM_VIEWS: readonly BottomViewFacts[] = [
  { id: 'messages', icon: IconMessages, component: Messages },
  { id: 'losses', icon: IconMailOff, component: Losses, badge: LossesBadge },
  { id: 'doctor', icon: IconStethoscope, component: Doctor, badge: DoctorBadge },
  { id: 'charts', icon: IconChartLine, component: Charts },
  { id: 'wire', icon: IconTimeline, component: WireView },
];
