import {
  Chart,
  Decimation,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
} from 'chart.js';

Chart.register(Decimation, Filler, LinearScale, LineController, LineElement, LogarithmicScale, PointElement);

/** chart.js with the parts that lines need. */
export { Chart };
