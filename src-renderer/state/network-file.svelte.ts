import type { NetworkSpec } from '../../src-core/architecture/network-spec';
import { findPreset, presets } from '../../src-core/architecture/presets';
import { sameNetwork } from '../../src-core/architecture/same-network';
import type { TrainingSettings } from '../../src-core/architecture/training-settings';
import type { Bridge, Draft, KnownFile, OpenOutcome, RecentFile, WriteOutcome } from '../../src-core/protocol/bridge';
import { readRecipe, writeRecipe, type DraftRecipe } from './draft';
import { DraftSender } from './draft-sender';
import { emptyNetwork } from './empty-network';
import { writeNetworkText } from '../../src-core/architecture/network-text';
import { fileNameFor, readNetwork } from './file-text';
import type { History } from './history';
import type { Messages } from './messages.svelte';
import type { Moment } from './moment';
import type { NetworkEditor } from './network-editor.svelte';
import type { Recipe } from './recipe';
import type { RecipeForm } from './recipe-form.svelte';
import { obey, type Outcome } from './page-command';
import { sameContent } from '../../src-core/architecture/same-content';
import { SaveQuestion } from './save-question.svelte';
import { TableMemory } from './table-memory';
import { sentenceOf } from './words';

/** What the bridge has for networks as files. */
type Files = Omit<Bridge, 'connectTrainer' | 'onTrainerEnd' | 'saveFile'>;

const MOST_CHARACTERS = 80;

/** The network on the table as a file: where it is kept, whether it has changes that are in no file, and what takes its place. */
export class NetworkFile {
  /** Null while it is in none. */
  file: KnownFile | null = $state.raw(null);
  recent: readonly RecentFile[] = $state.raw([]);
  /** The page on which a new network is begun is open. */
  starting: boolean = $state(false);
  readonly question = new SaveQuestion();
  readonly #editor: NetworkEditor;
  readonly #form: RecipeForm;
  readonly #messages: Messages;
  readonly #bridge: Files;
  readonly #drafts: DraftSender;
  /** What is in the file, or was begun with; null: the network has never been without changes. */
  #saved: NetworkSpec | null = $state.raw(null);
  #told = '';
  readonly #memory: TableMemory;
  /** Counts the networks that were on the table. */
  #begun = 0;
  /** What the last session left, to be said when there is somebody to read it. */
  #recovered: () => void = () => undefined;

  readonly name: string = $derived.by(() => this.#editor.network.name);
  readonly dirty: boolean = $derived.by(() => this.#saved === null || !sameContent(this.#editor.network, this.#saved));

  constructor(
    bridge: Files,
    editor: NetworkEditor,
    form: RecipeForm,
    messages: Messages,
    memory: TableMemory = new TableMemory(null),
  ) {
    this.#memory = memory;
    this.#bridge = bridge;
    this.#editor = editor;
    this.#form = form;
    this.#messages = messages;
    this.#saved = editor.network;
    const complain = (sentence: string): void => messages.fail(sentence);
    this.#drafts = new DraftSender(bridge, () => this.#keep(), complain);
  }

  /** Network or recipe have become others. */
  edited(): void {
    const { name, dirty } = this;
    const state = { name, dirty, fileId: this.file?.id ?? null };
    if (this.#told !== JSON.stringify(state)) this.#bridge.tellDocument(state);
    this.#told = JSON.stringify(state);
    this.#drafts.soon();
  }

  /** Begins with what was on the table when the page was loaded before, or with what the last session left unsaved. */
  async recover(): Promise<void> {
    if (this.#rebuild()) return;
    await this.#messages.guard(async () => {
      const found = await this.#bridge.findDraft();
      if (found.kind === 'damaged') this.#recovered = () => this.#messages.fail(found.message);
      if (found.kind !== 'draft') return;
      const recipe = readRecipe(found.recipe);
      const network = readNetwork(found.text, 'The unsaved network');
      this.#begin(network, found.file, null);
      this.#takeRecipe(recipe);
      this.#recovered = () => this.#messages.say('Your unsaved network is back.');
    });
  }

  /** Whether nothing is on the table but what every window opens with. */
  get isUntouched(): boolean {
    return this.#begun === 0 && !this.dirty;
  }

  /** The table is as it was left: says what came back, and listens to what the user wants by other ways than the page. */
  welcome(): void {
    this.edited();
    this.#recovered();
    this.#bridge.listen((command) => void obey(command, this, () => this.#bridge.closeWindow()));
  }

  /** Keeps the table for the page that is loaded next in this window. */
  remember(): void {
    const { history } = this.#editor;
    this.#memory.write({ history, saved: this.#saved, recipe: writeRecipe(this.#form), file: this.file });
  }

  /** A network without a file takes the place of the present one. `settings`: with another recipe. */
  async new(network: NetworkSpec, settings: TrainingSettings | null = null): Promise<Outcome> {
    if (!(await this.#mayLeave(`beginning ${network.name}`))) return 'cancelled';
    if (settings) this.#form.change(settings);
    this.#begin(network, null, network);
    return 'done';
  }

  /** A network without layers, for the data of the present recipe. */
  newEmpty(): Promise<Outcome> {
    return this.new(emptyNetwork(this.#form.facts, this.#editor.network));
  }

  /** A preset: its network and the recipe that it is meant to be trained by. */
  async choosePreset(id: string): Promise<Outcome> {
    const preset = findPreset(id);
    if (this.dirty && !(await this.#mayLeave(`choosing ${preset.network.name}`))) return 'cancelled';
    this.#form.choosePreset(id);
    this.#begin(preset.network, null, preset.network);
    return 'done';
  }

  /** Whether the network of a run may take the place of the present one, which is no question where it is the same. */
  async mayTake(network: NetworkSpec, purpose: string): Promise<boolean> {
    return sameContent(network, this.#editor.network) || this.#mayLeave(purpose);
  }

  /** The recipe of a run comes to the table; the same network stays where it is, with its file and its history. */
  take({ network, settings }: Recipe): void {
    const preset = presets.find((one) => sameNetwork(one.network, network));
    if (preset) this.#form.preset = preset;
    this.#form.change(settings);
    if (!sameContent(network, this.#editor.network)) this.#begin(network, null, network);
  }

  /** Lets the user choose a file. */
  open(): Promise<Outcome> {
    return this.#open(() => this.#bridge.openFile());
  }

  /** Opens a file that main knows: a recent one, or one that was dropped. */
  openKnown({ id }: KnownFile): Promise<Outcome> {
    return this.#open(() => this.#bridge.readFile(id));
  }

  /** Tells the user what came of the files of an earlier session, beside what he was told of them already. */
  complain(sentence: string): void {
    const { current } = this.#messages;
    this.#messages.fail(current?.kind === 'error' ? `${current.text} ${sentence}` : sentence);
  }

  save(): Promise<Outcome> {
    const { file } = this;
    return file ? this.#save((text) => this.#bridge.writeFile({ id: file.id, text })) : this.saveAs();
  }

  saveAs(): Promise<Outcome> {
    const suggestedName = this.file?.name ?? fileNameFor(this.name);
    return this.#save((text) => this.#bridge.writeFileAs({ suggestedName, text }));
  }

  /** False where that is no name. One step of undo, however many letters, until `endRename`. */
  rename(name: string): boolean {
    if (name.trim() === '' || name.length > MOST_CHARACTERS) return false;
    if (name !== this.name) this.#editor.edit({ kind: 'describe', changes: { name } }, 'network name');
    return true;
  }

  endRename(): void {
    this.#editor.endGesture();
  }

  /** Opens the page on which a new network is begun. */
  async start(): Promise<void> {
    this.starting = true;
    await this.#messages.guard(async () => {
      this.recent = await this.#bridge.recentFiles();
    });
  }

  async #open(read: () => Promise<OpenOutcome>): Promise<Outcome> {
    return this.#try(async () => {
      const outcome = await read();
      if (outcome.kind === 'failed') throw new Error(outcome.message);
      if (outcome.kind === 'cancelled') return 'cancelled';
      const { file, text } = outcome;
      const network = readNetwork(text, file.name);
      if (!(await this.#mayLeave(`opening ${file.name}`))) return 'cancelled';
      this.#begin(network, file, network);
      this.starting = false;
      return 'done';
    });
  }

  async #save(write: (text: string) => Promise<WriteOutcome>): Promise<Outcome> {
    return this.#try(async () => {
      const { network } = this.#editor;
      const begun = this.#begun;
      const outcome = await write(writeNetworkText(network));
      if (outcome.kind === 'failed') throw new Error(outcome.message);
      if (outcome.kind === 'cancelled') return 'cancelled';
      if (begun === this.#begun) {
        this.file = outcome.file;
        this.#saved = network;
        this.edited();
        await this.#drafts.now();
      }
      this.#messages.say(`Saved ${outcome.file.name}`);
      return 'done';
    });
  }

  async #try(action: () => Promise<Outcome>): Promise<Outcome> {
    return action().catch((error: unknown) => {
      this.#messages.fail(sentenceOf(error));
      return 'failed';
    });
  }

  /** Whether something else may take the place of the network: nothing is lost by it, or the user said so. */
  async #mayLeave(purpose: string): Promise<boolean> {
    if (!this.dirty) return true;
    const answer = await this.question.ask(this.file?.name ?? this.name, purpose);
    return answer === 'save' ? (await this.save()) === 'done' : answer === 'drop';
  }

  #begin(network: NetworkSpec, file: KnownFile | null, saved: NetworkSpec | null, history?: History<Moment>): void {
    this.#begun++;
    this.file = file;
    this.#saved = saved;
    this.#editor.begin(network, history);
  }

  #rebuild(): boolean {
    const table = this.#memory.read();
    if (!table) return false;
    const { history, saved, recipe, file } = table;
    this.#begin(history.present.network, file, saved, history);
    this.#takeRecipe(recipe);
    return true;
  }

  /** After its network, so that main is never told of another one in between. */
  #takeRecipe(recipe: DraftRecipe | null): void {
    if (!recipe) return;
    this.#form.choosePreset(recipe.preset.id);
    this.#form.change(recipe.settings);
  }

  #keep(): Draft | null {
    this.remember();
    return this.#draft();
  }

  #draft(): Draft | null {
    if (!this.dirty) return null;
    const text = writeNetworkText(this.#editor.network);
    return { text, recipe: writeRecipe(this.#form), fileId: this.file?.id ?? null };
  }
}
