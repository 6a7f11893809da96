import { Chart, Decimation, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from 'chart.js';

Chart.register(Decimation, LinearScale, LineController, LineElement, LogarithmicScale, PointElement);

/** chart.js with the parts that lines need. */
export { Chart };
