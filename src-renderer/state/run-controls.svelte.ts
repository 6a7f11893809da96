import { keptLayers } from '../../src-core/architecture/kept-layers';
import type { Params } from '../../src-core/protocol/methods';
import type { Phase } from '../../src-core/protocol/status';
import { namedAfter } from './data-fit';
import type { DataFacts } from './data-facts.svelte';
import { formatCount, plural } from './format';
import type { Message, Messages } from './messages.svelte';
import { LiveChanges } from './live-changes.svelte';
import { isLive, liveRecipe } from './live-recipe';
import { weightsStep } from './measured';
import { changedParts, type RecipePart } from './recipe';
import { changedSince } from './run-changes';
import { forkHereRefusal } from './run-refusals';
import type { RecipeForm } from './recipe-form.svelte';
import { remedyFor, type Remedy } from './remedy';
import type { Session } from './session.svelte';
import type { TrainerClient } from './trainer-client';
import { newSeed } from './seed';
import type { FieldId } from './settings-fields';
import { isMuch } from './teaching';
import { transportOf, type PrimaryAction, type TransportButton } from './transport';

/** False: there is no run to go on with. */
type TakeOver = (trainer: TrainerClient) => Promise<boolean>;

type BeginWith = Params<'restart'>['weights'];

/** How long typing must rest before its result is opened, milliseconds. */
const TYPING_PAUSE = 250;

/** The buttons of the transport bar, and the way of the recipe from the form into the trainer. */
export class RunControls {
  readonly #session: Session;
  readonly #form: RecipeForm;
  readonly #messages: Messages;
  readonly #data: DataFacts;
  /** Is called when the network on show is about to give way to another. */
  readonly #leave: () => void;
  /** Is called when the trainer has a network that can be asked about, or one that was changed. */
  readonly #opened: () => void;
  /** What changes while the present run goes on. */
  readonly live: LiveChanges;
  #trainer: TrainerClient | null = null;
  /** Commands are given one after the other. */
  #queue = Promise.resolve();
  #waiting = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** An epoch is being stepped. */
  #stepping = false;
  /** A way to begin anew that waits for the user's word, because much would be lost by it; null when none does. */
  asking: (() => Promise<void>) | null = $state.raw(null);

  /** What of the form is not what the present run was made from. */
  readonly changed: ReadonlySet<RecipePart> = $derived.by(() => {
    const { recipe } = this.#form;
    return changedParts(recipe, this.#session.opened ?? recipe);
  });

  /** Since which step of the present run each part is as it is, of those that were changed while it went on. */
  readonly #since = $derived.by(() => changedSince(this.#session.changes));

  /** What helps the present run, which has diverged; null for any other. */
  readonly remedy: Remedy | null = $derived.by(() => {
    const { diverged, opened } = this.#session;
    return diverged && opened ? remedyFor(opened.settings.optimizer, this.#form.preset) : null;
  });

  /** Settings were changed where the present run has diverged: it may go on by them. */
  readonly #isMended = $derived.by(() => {
    const { diverged, changes } = this.#session;
    return diverged !== null && changes.length > 1 && (changes.at(-1)?.step ?? 0) >= diverged.step;
  });

  /** Why the present weights cannot be kept for the next run; null when they can. */
  readonly keepRefusal: string | null = $derived.by(() => {
    const { network } = this.#form.recipe;
    const opened = this.#session.opened?.network;
    if (!opened || keptLayers(opened, network).kept.length > 0) return null;
    return `not possible: no weights of ${opened.name} fit into ${network.name}`;
  });

  /** Why no run can go on from the present step as the form stands; null when one can. Before the first step nothing is kept but weights. */
  readonly forkHereRefusal: string | null = $derived.by(() => {
    const { opened, status, epochsDone } = this.#session;
    return opened && status?.step
      ? forkHereRefusal(opened, this.#form.recipe, { ...status, epochsDone })
      : this.keepRefusal;
  });

  /** Why nothing can be begun as the form stands; null when all of it is in force. */
  readonly formRefusal: string | null = $derived.by(() => {
    const { bad } = this.#form;
    return bad && `${bad.error} ${bad.advice}`;
  });

  /** Whether there is no network yet, which is no mistake. */
  readonly isEmpty: boolean = $derived.by(() => this.#form.recipe.network.layers.length === 0);

  /** Why nothing can be trained as the network in the form stands; null when it can, and while a run goes on with its own. */
  readonly fault: string | null = $derived.by(() => {
    return this.#session.goesOn ? null : this.#form.networkError;
  });

  readonly #transport = $derived.by(() => transportOf(this.#session.status));

  /** The buttons that can be pressed. */
  readonly enabled: readonly TransportButton[] = $derived.by(() => (this.#session.lost ? [] : this.#transport.enabled));

  /** What the main button does: there must be weights to train on from. */
  readonly primaryAction: PrimaryAction = $derived.by(() => {
    const { primary } = this.#transport;
    const nothing = this.keepRefusal !== null || (this.#session.status?.step ?? 0) === 0;
    // To resume as it is would only fail again.
    if (this.remedy && !this.#isMended) return this.remedy.isFarOff ? 'restartSmaller' : 'goOnSmaller';
    return primary === 'trainOn' && nothing ? 'restart' : primary;
  });

  constructor(
    session: Session,
    form: RecipeForm,
    messages: Messages,
    data: DataFacts,
    leave: () => void,
    opened: () => void,
  ) {
    this.#session = session;
    this.#form = form;
    this.#messages = messages;
    this.#data = data;
    this.#leave = leave;
    this.#opened = opened;
    this.live = new LiveChanges(session, form, () => this.#command((trainer) => this.live.goOn(trainer)), opened);
  }

  /** Whether a command is on its way. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /** A word on a part that the run on screen is not trained by, nor will be. */
  restartNote(part: RecipePart): string | null {
    const waits = this.#session.hasRun && this.changed.has(part) && !this.#isLive(part);
    return waits ? 'applies at restart' : null;
  }

  /** A word on a part that the run on screen was not made from, or not from its first step on. */
  note(part: RecipePart): string | null {
    if (!this.#session.hasRun) return null;
    if (this.changed.has(part)) return this.#isLive(part) ? 'live, in a moment' : 'applies at restart';
    const since = this.#since.get(part);
    return since === undefined ? null : `live from step ${formatCount(since)}`;
  }

  /** `takeOver` goes on with a run that is there, if there is one; else the form's recipe is opened as the first run. */
  async connect(trainer: TrainerClient, takeOver: TakeOver): Promise<void> {
    this.#trainer = trainer;
    await this.beginAgain(takeOver);
  }

  /** The same with another process behind the trainer's client. */
  async beginAgain(takeOver: TakeOver): Promise<void> {
    await this.#command(async (trainer) => {
      let isThere = false as boolean;
      await this.#messages.guard(async () => {
        isThere = await takeOver(trainer);
      });
      if (!isThere) return this.#open(trainer, 'first', null);
      await this.#data.ask(this.#form.recipe.settings.dataset);
      this.#opened();
    }, true);
  }

  /**
   * While nothing has been learned there is nothing to lose: a changed recipe is opened at once. A run goes on by what of it
   * can change meanwhile: at once, or when typing has come to rest.
   */
  applySoon(typed: boolean): void {
    this.live.soon(typed);
    clearTimeout(this.#timer);
    const { current: stale } = this.#messages; // what is said from now on is not of the recipe before
    this.#timer = setTimeout(() => {
      void this.#command(async (trainer) => {
        await this.#data.ask(this.#form.recipe.settings.dataset);
        if (!this.#session.hasRun && this.#form.fits) await this.#openChanges(trainer, stale);
      });
    }, TYPING_PAUSE);
  }

  async primary(): Promise<void> {
    const meant = this.primaryAction;
    if (meant === 'restart') return this.restart();
    if (meant === 'trainOn') return this.restartKeepingWeights();
    if (meant === 'goOnSmaller') return this.goOnSmaller();
    if (meant === 'restartSmaller') return this.restartSmaller();
    if (meant !== 'pause' && this.#refuse(this.#goesOn)) return;
    await this.#press('primary', async (trainer) => {
      if (this.primaryAction !== meant) return; // a second press, meant for the same
      if (meant === 'train') await this.#openChanges(trainer);
      if (meant === 'resume') await this.live.goOn(trainer);
      await trainer.request(meant === 'pause' ? 'pause' : 'train', {});
    });
  }

  /** Trains, pauses, resumes; where that means to begin another run, does nothing but says so. */
  async goOnOrPause(): Promise<void> {
    const meant = this.primaryAction;
    if (meant !== 'restart' && meant !== 'restartSmaller' && meant !== 'trainOn') return this.primary();
    const ways = meant === 'trainOn' ? 'Train on or Restart' : 'Restart';
    this.#messages.say(`This run has ${ended(this.#session.phase)}: Space leaves it as it is, press ${ways}`);
  }

  async step(unit: 'batch' | 'epoch' = 'batch'): Promise<void> {
    if (!this.enabled.includes('step') || this.#refuse(this.#goesOn)) return;
    await this.#press('step', async (trainer) => {
      if (this.#session.phase === 'ready') await this.#openChanges(trainer);
      else await this.live.goOn(trainer);
      if (unit === 'batch') await trainer.request('step', { unit });
      else this.#stepEpoch(trainer);
    });
  }

  /** A run that has diverged goes on by a smaller learning rate, from its last finite weights. */
  async goOnSmaller(): Promise<void> {
    const learningRate = this.remedy?.smaller;
    if (learningRate === undefined || this.#refuse('network')) return;
    if (isLive('learningRate', this.changed)) this.#takeRate(learningRate); // else the form is for another run
    await this.#press('primary', async (trainer) => {
      const { opened } = this.#session;
      if (!opened || !this.#session.diverged) return; // a second press, meant for the same
      const { network, settings } = liveRecipe(this.#form.recipe, opened);
      const optimizer = { ...settings.optimizer, learningRate };
      await this.live.change(trainer, { network, settings: { ...settings, optimizer } }, opened);
      await trainer.request('train', {});
    });
  }

  /** A run that has diverged begins anew by a smaller learning rate, far from the usual one by that. */
  async restartSmaller(): Promise<void> {
    if (this.remedy) this.#takeRate(this.remedy.restart);
    await this.restart();
  }

  async stop(): Promise<void> {
    await this.#press('stop', async (trainer) => {
      await trainer.request('stop', {});
    });
  }

  /** Same seed: the same first weights, the same batches. */
  async restart(): Promise<void> {
    if (this.#refuse()) return;
    await this.#beginAnew((trainer) => this.#startOver(trainer));
  }

  /** Other first weights, by a seed that the form shows from then on. */
  async restartWithNewSeed(): Promise<void> {
    if (this.#refuse('seed')) return;
    await this.#beginAnew((trainer) => {
      const { settings } = this.#form.recipe;
      this.#form.change({ ...settings, seed: newSeed(settings.seed) });
      return this.#startOver(trainer);
    });
  }

  /** Goes on learning from the present weights, which must be of the same network. */
  async restartKeepingWeights(): Promise<void> {
    if (this.keepRefusal !== null || this.#refuse()) return;
    await this.#press('restart', async (trainer) => {
      const { status } = this.#session;
      const step = status ? weightsStep(status) : 0;
      const { network } = this.#form.recipe;
      const { fresh } = keptLayers(this.#session.opened?.network ?? network, network);
      this.asking = null;
      this.#session.teaching.keeps = true;
      await this.#startOver(trainer, 'keep').finally(() => (this.#session.teaching.keeps = false));
      const others = fresh.length > 0 ? `; new weights for ${fresh.join(', ')}` : '';
      this.#messages.say(`Begun with the weights of step ${formatCount(step)}${others}`);
    });
  }

  /**
   * Another run with what has been changed in the form, the present one is kept. `same`: from the very first weights of the
   * present run; `here`: goes on from this step, with weights and optimizer as they are.
   */
  async fork(from: 'same' | 'here'): Promise<void> {
    if (this.#refuse()) return;
    await this.#press('restart', async (trainer) => {
      const words = from === 'same' ? 'the first weights' : `step ${formatCount(this.#session.status?.step ?? 0)}`;
      this.asking = null;
      this.#session.teaching.keeps = from === 'here';
      await this.#open(trainer, from).finally(() => (this.#session.teaching.keeps = false));
      if (from === 'here') await this.#takeOver(trainer);
      await trainer.request('train', {});
      this.#messages.say(`Forked from ${words} of the run before`);
    });
  }

  /** Trains the present recipe again with the next seeds, one run after the other. */
  async repeat(count: number): Promise<void> {
    await this.#press('restart', async (trainer) => {
      this.asking = null;
      await trainer.request('repeat', { count });
    });
  }

  /**
   * The trainer has gone on to another run by itself, the next one of a series, unless a command that is under way has begun it:
   * what it is made from is asked for. A form in which nothing was changed goes along: it is of the present run.
   */
  async follow(): Promise<void> {
    await this.#command(async (trainer) => {
      if (!this.#session.isBehind) return;
      const isUnchanged = this.changed.size === 0;
      await this.#takeOver(trainer);
      const { opened } = this.#session;
      if (isUnchanged && opened) this.#form.change({ ...this.#form.settings, seed: opened.settings.seed });
    });
  }

  /** Makes a kept run the present one, as it was last saved; one that is being trained halts. Whether it did. */
  async openRun(id: string): Promise<boolean> {
    let isOpen = false;
    await this.#command(async (trainer) => {
      this.asking = null;
      this.#messages.dismiss();
      this.#leave();
      this.#session.takeOver(await trainer.request('openRun', { id }));
      this.#opened();
      isOpen = true;
    });
    return isOpen;
  }

  /** Back to the first weights of the seed, as the form has it; nothing is trained. */
  async reset(): Promise<void> {
    if (this.#refuse()) return;
    await this.#beginAnew((trainer) => this.#open(trainer));
  }

  /** Steps whose teaching goes when another run begins from first weights. */
  get taught(): number {
    return this.#session.status ? this.#session.teaching.amount.steps : 0;
  }

  /** Whether the present run is on the disk, to be opened again. */
  get #isKept(): boolean {
    return (this.#session.status?.id ?? null) !== null;
  }

  /** Lets what was taught go. */
  async confirm(): Promise<void> {
    const begin = this.asking;
    this.asking = null;
    await begin?.();
  }

  /** Leaves everything as it is. */
  keep(): void {
    this.asking = null;
  }

  /** Begins another run from first weights; asks before, where much that was learned would be lost. */
  async #beginAnew(action: (trainer: TrainerClient) => Promise<void>): Promise<void> {
    const { status, phase, teaching } = this.#session;
    const leavesMuch =
      status !== null &&
      (phase !== 'failed' || status.diverged !== null) &&
      isMuch(teaching.amount, status.stepsPerEpoch);
    const stays = leavesMuch && this.#isKept;
    const words = `The ${plural(this.taught, 'step')} before stay under Runs`;
    const begin = (): Promise<void> =>
      this.#press('restart', async (trainer) => {
        await action(trainer);
        if (stays) this.#messages.say(words);
      });
    const asks = leavesMuch && !stays;
    this.asking = asks ? begin : null;
    if (!asks) await begin();
  }

  /** A run that stands still goes on with its own network, whatever the edited one lacks. */
  get #goesOn(): 'network' | undefined {
    return this.#session.goesOn ? 'network' : undefined;
  }

  /** Nothing is begun past a field that the user believes to be in force: says which, and goes there. */
  #refuse(exceptFor?: FieldId | 'network'): boolean {
    const { bad } = this.#form;
    if (!bad || bad.id === exceptFor || this.formRefusal === null) {
      return false;
    }
    const refusal = this.formRefusal;
    this.#messages.fail(refusal, () => this.formRefusal === refusal);
    this.#form.call(bad.id);
    return true;
  }

  #takeRate(learningRate: number): void {
    const { settings } = this.#form;
    this.#form.change({ ...settings, optimizer: { ...settings.optimizer, learningRate } });
  }

  #isLive(part: RecipePart): boolean {
    return this.#session.changesLive && isLive(part, this.changed);
  }

  /** An epoch may take long: it is not waited for, so that Pause overtakes it. */
  #stepEpoch(trainer: TrainerClient): void {
    if (this.#stepping) return;
    this.#stepping = true;
    void this.#messages.guard(async () => {
      await trainer.request('step', { unit: 'epoch' }).finally(() => (this.#stepping = false));
    });
  }

  async #startOver(trainer: TrainerClient, weights: BeginWith = 'first'): Promise<void> {
    // A run that was changed on its way is begun anew by what it has come to.
    if (this.changed.size === 0 && this.#session.changes.length <= 1) {
      this.#messages.dismiss();
      await trainer.request('restart', { weights });
      const { opened, status } = this.#session;
      if (opened && status) this.#session.begin(opened, status);
    } else {
      await this.#open(trainer, weights);
      await trainer.request('train', {});
    }
  }

  async #openChanges(trainer: TrainerClient, stale?: Message | null): Promise<void> {
    if (!this.#session.opened || this.changed.size > 0) await this.#open(trainer, 'first', stale);
  }

  /** `stale`: the message that is out of date by it; without one, whichever is on show. */
  async #open(
    trainer: TrainerClient,
    weights: Params<'open'>['weights'] = 'first',
    stale?: Message | null,
  ): Promise<void> {
    const { recipe } = this.#form;
    const { settings } = recipe;
    this.#messages.dismiss(stale);
    await this.#data.ask(settings.dataset);
    const network = namedAfter(recipe.network, this.#data.of(settings.dataset)?.classNames ?? null);
    if (this.keepRefusal !== null) this.#leave();
    const status = await trainer.request('open', { network, settings, weights });
    this.#session.begin({ ...recipe, network }, status);
    this.#opened();
    if (status.phase === 'failed') throw new Error(status.message ?? 'The run could not begin.');
  }

  /** Curves and all of what the trainer has made its present run. */
  async #takeOver(trainer: TrainerClient): Promise<void> {
    const present = await trainer.request('present', {});
    if (present) this.#session.takeOver(present);
  }

  /** A press of a button counts if the button is still enabled when its turn comes. */
  #press(button: TransportButton, action: (trainer: TrainerClient) => Promise<void>): Promise<void> {
    return this.#command(async (trainer) => {
      if (this.enabled.includes(button)) await action(trainer);
    });
  }

  /** `begins`: it makes up for a trainer that is lost; without that, nothing is commanded until there is another. */
  #command(action: (trainer: TrainerClient) => Promise<void>, begins = false): Promise<void> {
    const trainer = this.#trainer;
    if (!trainer || (this.#session.lost && !begins)) return this.#queue;
    this.#waiting++;
    this.#queue = this.#queue.then(async () => {
      await this.#messages.guard(() => action(trainer));
      this.#sayWhyItFailed();
      this.#waiting--;
    });
    return this.#queue;
  }

  /** A run that failed while it was begun refuses what follows: what it failed by is told, not that. */
  #sayWhyItFailed(): void {
    const { status } = this.#session;
    if (status?.phase !== 'failed' || status.diverged || !status.message || this.#messages.current?.kind !== 'error')
      return;
    this.#messages.fail(status.message, () => this.#session.status?.run === status.run);
  }
}

function ended(phase: Phase): string {
  return phase === 'stopped' || phase === 'failed' ? phase : 'finished';
}
