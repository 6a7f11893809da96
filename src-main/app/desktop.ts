import { BrowserWindow, Notification, powerSaveBlocker } from 'electron';
import type { Activity } from '../../src-core/protocol/trainer-process';
import { STILL, TrainingWatch, type Signs } from './training-watch';
import { showWindow } from './window';

/** What is seen of a training without looking at the window: on the task bar, as a notification, and that the machine stays awake. */
export class Desktop {
  readonly #watch = new TrainingWatch();
  #blocker: number | null = null;

  /** Null: there is nobody who trains. */
  follow(activity: Activity | null): void {
    this.#show(activity ? this.#watch.follow(activity, performance.now()) : STILL);
  }

  #show({ progress, awake, news }: Signs): void {
    const [window] = BrowserWindow.getAllWindows();
    window?.setProgressBar(progress ?? -1);
    this.#keepAwake(awake);
    if (news && !window?.isFocused()) notify(news);
  }

  #keepAwake(awake: boolean): void {
    if (awake) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = null;
    }
  }
}

function notify(news: NonNullable<Signs['news']>): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification(news);
  notification.on('click', showWindow);
  notification.show();
}
