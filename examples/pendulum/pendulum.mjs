/** A damped, driven pendulum, integrated with a fixed step: the twin of pendulum.py. */

// Internal steps for each `dt`. With one, Euler's method is unstable where
// damping * dt > 2; with four, every point of the sweep is stable.
const SUBSTEPS = 1;

// A pendulum never turns this fast (rad/s): the numbers have blown up.
const FASTEST = 10;

/** Swings from 0.2 rad for `duration` seconds and measures the second half. */
export function simulate({ damping, dt, method, drive = 0.6, frequency = 0.67, duration = 40 }) {
  const count = Math.round(duration / dt);
  const h = dt / SUBSTEPS;
  const step = { euler, rk4 }[method];
  const acceleration = (t, theta, omega) => -damping * omega - Math.sin(theta) + drive * Math.cos(frequency * t);
  let [theta, omega, amplitude] = [0.2, 0, 0];
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < SUBSTEPS; j++) [theta, omega] = step(acceleration, i * dt + j * h, [theta, omega], h);
    if (Math.abs(omega) > FASTEST) throw new RangeError(unstable(omega, (i + 1) * dt, damping * dt));
    if (i >= Math.floor(count / 2)) amplitude = Math.max(amplitude, Math.abs(theta));
  }
  const energy = 0.5 * omega * omega + 1 - Math.cos(theta);
  return { amplitude, energy, steps: count * SUBSTEPS };
}

function unstable(omega, time, ratio) {
  const speed = Math.abs(omega).toPrecision(3);
  return `unstable step: ${speed} rad/s at t = ${time.toFixed(1)} s with damping * dt = ${Number(ratio.toPrecision(3))}; Euler's method needs at most 2`;
}

function euler(acceleration, t, [theta, omega], h) {
  return [theta + h * omega, omega + h * acceleration(t, theta, omega)];
}

function rk4(acceleration, t, [theta, omega], h) {
  const half = 0.5 * h;
  const a1 = acceleration(t, theta, omega);
  const v2 = omega + half * a1;
  const a2 = acceleration(t + half, theta + half * omega, v2);
  const v3 = omega + half * a2;
  const a3 = acceleration(t + half, theta + half * v2, v3);
  const v4 = omega + h * a3;
  const a4 = acceleration(t + h, theta + h * v3, v4);
  return [theta + (h / 6) * (omega + 2 * v2 + 2 * v3 + v4), omega + (h / 6) * (a1 + 2 * a2 + 2 * a3 + a4)];
}
