/** The steady state of a driven, damped oscillator with a spring of 10 N/m. */
export function resonator({ frequency, damping, mass }) {
  const natural = Math.sqrt(10 / mass);
  const ratio = frequency / natural;
  if (damping < 0.02 && Math.abs(ratio - 1) < 0.05) throw new RangeError(`resonance at ${frequency} Hz: the amplitude has no bound`);
  const real = 1 - ratio ** 2;
  const imaginary = 2 * damping * ratio;
  return {
    amplitude: 1 / Math.hypot(real, imaginary),
    phase: Math.atan2(-imaginary, real),
    regime: regimeOf(damping),
  };
}

function regimeOf(damping) {
  if (damping === 1) return 'critical';
  return damping < 1 ? 'under' : 'over';
}
