import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { defaultPreset } from '../../src-core/architecture/presets';
import { courseOf } from '../../src-core/architecture/recipe-course';
import type { RunSummary } from '../../src-core/protocol/runs';
import type { Bridge } from '../../src-core/protocol/bridge';
import type { TrainerEvent } from '../../src-core/protocol/events';
import { AugmentationPreview } from './augmentation-preview.svelte';
import { namedAfter, padRefusal } from './data-fit';
import { DataFacts } from './data-facts.svelte';
import { deletionMemory } from './deletions';
import { Drawing } from './drawing.svelte';
import { drawingMemory } from './drawing-memory';
import { EpochPrediction } from './epoch-prediction.svelte';
import { planOf, type EpochPlan } from './epoch-time';
import { FeatureMaps } from './feature-maps.svelte';
import { LatestOnly } from './latest-only';
import { LayerWeights } from './layer-weights.svelte';
import { weightsStep } from './measured';
import { Messages } from './messages.svelte';
import { pinMemory } from './pin-memory';
import { RateFinder } from './rate-finder.svelte';
import type { Recipe } from './recipe';
import { repeatWay, type RepeatWay } from './repeat-way';
import { NetworkEditor } from './network-editor.svelte';
import { NetworkFile } from './network-file.svelte';
import { RecipeForm } from './recipe-form.svelte';
import { RunControls } from './run-controls.svelte';
import { RunList } from './run-list.svelte';
import { RunRecords } from './run-records.svelte';
import { Session } from './session.svelte';
import { Survival, type Surroundings } from './survival.svelte';
import { subjectOf, type Subject } from './subject';
import { TableMemory } from './table-memory';
import type { TrainerClient } from './trainer-client';
import type { ShownRun } from './shown-run';
import { sentenceOf, weightsWords } from './words';

/** Nothing is kept, and there is no other process. */
const ALONE: Surroundings = { connect: () => Promise.resolve(null), storage: null, windowStorage: null };

/** Everything behind the window: the run, the form for the next one, the drawing and the messages. */
export class Workbench {
  readonly session = new Session();
  readonly messages = new Messages();
  readonly runs: RunList;
  readonly records = new RunRecords(this.session, this.messages);
  readonly data = new DataFacts();
  readonly editor = new NetworkEditor(defaultPreset.network, {
    changed: () => this.#edited(),
    selected: () => this.weights.live.askNow(),
    refused: (sentence) => this.#refuseEdit(sentence),
  });
  readonly form = new RecipeForm(
    this.data,
    this.editor,
    (typed) => this.#recipeChanged(typed),
    () => this.controls.live.rest(),
  );
  readonly controls = new RunControls({
    session: this.session,
    form: this.form,
    messages: this.messages,
    data: this.data,
    leave: () => this.drawing.forget(),
    opened: () => this.#ask(),
  });
  readonly preview = new AugmentationPreview(this.form);
  readonly rates = new RateFinder(this.form);
  readonly drawing: Drawing;
  readonly maps: FeatureMaps;
  readonly weights = new LayerWeights(
    this.session,
    () => this.editor.selected,
    () => this.subject,
    (error) => this.#tell(error),
  );
  readonly prediction = new EpochPrediction(() => ({
    plan: this.#plan,
    ofRun: this.controls.changes.parts.size === 0 ? this.session.epochSeconds : null,
    isTraining: this.session.phase === 'training',
  }));
  readonly file: NetworkFile;
  readonly survival: Survival;
  readonly #bridge: Bridge;
  readonly #predictions = new LatestOnly(() => this.#predict());
  #trainer: TrainerClient | null = null;

  /** The recipe that everything on screen belongs to: that of the run, as soon as there are results of it. */
  readonly shown: Recipe = $derived((this.session.hasRun ? this.session.opened : null) ?? this.form.recipe);

  /** The recipe in the form with its work; null while it cannot run. */
  readonly #plan: EpochPlan | null = $derived.by(() =>
    this.form.fits ? planOf(this.form.recipe, this.editor.analysis, this.form.limits) : null,
  );

  /** The network as it is being edited, its classes called as in its data. */
  readonly draft: NetworkSpec = $derived.by(() => namedAfter(this.editor.network, this.form.facts?.classNames ?? null));

  /** The network that all results on screen belong to. */
  readonly network: NetworkSpec = $derived((this.session.hasRun ? this.session.opened?.network : null) ?? this.draft);

  /** The network that the canvas shows maps and weights of. */
  readonly subject: Subject | null = $derived.by(() => subjectOf(this.session.opened?.network ?? null, this.draft));

  /** Whether results on screen are of a network that has been edited since. */
  readonly outdated: boolean = $derived(this.session.hasRun && this.controls.changes.parts.has('network'));

  constructor(bridge: Bridge, surroundings: Surroundings = ALONE) {
    this.#bridge = bridge;
    this.runs = new RunList(this.session, this.messages, deletionMemory(surroundings.windowStorage));
    this.drawing = new Drawing(() => this.#drawn(), drawingMemory(surroundings.storage));
    this.maps = new FeatureMaps(
      this.session,
      this.drawing,
      () => this.subject,
      (error) => (this.maps.readsDrawing ? this.#noAnswer(error) : this.#tell(error)),
      pinMemory(surroundings.windowStorage),
    );
    const memory = new TableMemory(surroundings.windowStorage);
    this.file = new NetworkFile(bridge, this.editor, this.form, this.messages, memory);
    this.survival = new Survival(this.session, this.controls, this.file, this.runs, this.messages, surroundings);
  }

  /** Begins to work with a trainer: goes on with what it is at, or else the form's recipe becomes the first run. */
  async start(trainer: TrainerClient): Promise<void> {
    this.#trainer = trainer;
    trainer.listen((event) => this.#receive(event));
    this.#bridge.onTrainerEnd((end) => this.survival.loss.ended(end));
    await this.survival.loss.begin(trainer);
    this.maps.live.connect(trainer);
    this.weights.live.connect(trainer);
    this.data.connect(trainer);
    this.preview.connect(trainer);
    this.rates.connect(trainer);
    this.prediction.connect(trainer);
    this.runs.connect(trainer);
    this.records.connect(trainer);
    this.controls.connect(trainer);
    await this.controls.handover.begin(this.survival.takeOver);
    this.maps.recall();
    this.#askPrediction();
    await this.survival.unfinished.look();
  }

  /** The page is about to go, be it to be loaded again: what waits for a better moment has none. */
  leave(): void {
    this.controls.live.last();
    this.file.remember();
  }

  async evaluateTest(): Promise<void> {
    const { session } = this;
    const trainer = this.#trainer;
    if (!trainer || !session.status || session.testProgress) return;
    const { run, splits } = session.status;
    session.testProgress = { done: 0, count: splits.test };
    await this.messages.guard(async () => {
      const result = await trainer.request('evaluateTest', {});
      if (!result) return; // cancelled
      session.testResult = { ...result, run };
      if (session.status?.run === run) session.matrixOf = 'test';
    });
    session.testProgress = null;
  }

  async cancelTest(): Promise<void> {
    const trainer = this.#trainer;
    if (!trainer) return;
    await this.messages.guard(async () => {
      await trainer.request('cancelTest', {});
    });
  }

  async saveWeights(): Promise<void> {
    const trainer = this.#trainer;
    if (!trainer) return;
    await this.messages.guard(async () => {
      const { bytes, fileName, step } = await trainer.request('exportWeights', {});
      const saved = await this.#bridge.saveFile({ suggestedName: fileName, bytes });
      if (saved.kind === 'saved') this.messages.say(`Saved ${saved.name}, ${weightsWords(step)}`);
      if (saved.kind === 'failed') this.messages.fail(saved.message);
    });
  }

  /** A preset: its network and the recipe that it is meant to be trained by. Asks first where something would be lost. */
  choosePreset(id: string): void {
    void this.file.choosePreset(id);
  }

  /**
   * Makes a kept run the present one, as it was last saved: its network and recipe come to the table, where the user lets the
   * present network go. False where it did not come to that.
   */
  async openRun({ id, name }: Pick<RunSummary, 'id' | 'name'>): Promise<boolean> {
    const record = await this.records.read(id);
    const network = record && courseOf(record, record.changes).at(-1)?.network;
    if (
      !network ||
      !(await this.file.mayTake(network, `opening ${name}`)) ||
      !(await this.controls.handover.openRun(id))
    )
      return false;
    const { opened, status } = this.session;
    if (opened) this.file.take(opened);
    this.messages.say(`Opened ${name}, ${weightsWords(status ? weightsStep(status) : 0)}`);
    return true;
  }

  /** How a run is trained again with other seeds, as far as is known of it. */
  repeatWay(run: ShownRun): RepeatWay {
    return repeatWay(run, this.runs.runs, (this.records.of(run.id)?.changes.length ?? 1) > 1);
  }

  /** Trains it so; a run that is not the present one is opened first. */
  async repeat({ run, count }: RepeatWay): Promise<void> {
    if (run.phase === null && !(await this.openRun(run))) return;
    await this.controls.restarts.repeat(count);
  }

  #drawn(): void {
    this.maps.followDrawing();
    this.#askPrediction();
  }

  #recipeChanged(typed: boolean): void {
    this.controls.applySoon(typed);
    this.prediction.askSoon();
    this.file.edited();
  }

  #edited(): void {
    this.#recipeChanged(false);
    this.maps.live.askNow();
    this.weights.live.askNow();
  }

  /** What is said of an edit that was not done holds until the next one is. */
  #refuseEdit(sentence: string): void {
    const { network } = this.editor;
    this.messages.fail(sentence, () => this.editor.network === network);
  }

  #receive(event: TrainerEvent): void {
    const before = this.session.status;
    if (event.kind === 'notice') this.#notify(event);
    this.session.receive(event);
    const now = this.session.status;
    if (!now || now === before) return;
    if (this.session.hasRun) this.survival.unfinished.pass();
    // What could not be measured beside it can be now.
    if (before?.phase === 'training' && now.phase !== 'training') this.prediction.askSoon();
    if (now.phase === 'failed' && before?.phase !== 'failed' && !now.diverged && now.message)
      this.#complain(now.message);
    if (before && now.run !== before.run) void this.controls.handover.follow();
    if (now.run !== before?.run || now.step !== before.step) this.#askPrediction();
    if (now.run !== before?.run || now.step !== before.step || now.phase !== before.phase) this.#askInspection();
  }

  #notify({ message, tone }: TrainerEvent & { kind: 'notice' }): void {
    if (tone === 'info') this.messages.say(message);
    else this.messages.fail(message);
  }

  /** Other weights are there, or another trainer that has them. */
  #ask(): void {
    this.#askInspection();
    this.#askPrediction();
  }

  /** A halt may publish weights that were not yet there when its step was reported: hence also at a change of phase. */
  #askInspection(): void {
    this.maps.live.ask();
    this.weights.live.ask();
  }

  #askPrediction(): void {
    if (!this.maps.readsDrawing) this.#predictions.ask();
  }

  async #predict(): Promise<void> {
    const { image } = this.drawing;
    const { opened, phase } = this.session;
    if (!image || !this.#trainer || !opened || phase === 'loading' || padRefusal(opened.network) !== null) return;
    try {
      this.drawing.answer(await this.#trainer.request('predict', { pixels: new Float32Array(image.pixels) }));
    } catch (error) {
      this.#noAnswer(error);
    }
  }

  /** What the drawing was taken for before is not what is asked now. */
  #noAnswer(error: unknown): void {
    this.drawing.forget();
    this.#tell(error);
  }

  /** Of the present run: what is wrong with it does not outlive it. */
  #complain(text: string, holds = (): boolean => true): void {
    const run = this.session.status?.run;
    this.messages.fail(text, () => this.session.status?.run === run && holds());
  }

  /**
   * While a network is being opened there is none to ask; the new one is asked when it is there. What is wrong with an edited
   * network does not outlive the next edit.
   */
  #tell(error: unknown): void {
    const draft = this.subject?.draft;
    if (!this.controls.busy && !this.session.lost)
      this.#complain(sentenceOf(error), () => this.subject?.draft === draft);
  }
}
