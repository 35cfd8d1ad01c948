"""A damped, driven pendulum, integrated with a fixed step (standard library only)."""

import math

# Internal steps for each `dt`. With one, Euler's method is unstable where
# damping * dt > 2; with four, every point of the sweep is stable.
SUBSTEPS = 1

# A pendulum never turns this fast (rad/s): the numbers have blown up.
FASTEST = 10.0


def simulate(damping, dt, method, drive=0.6, frequency=0.67, duration=40.0):
    """Swings from 0.2 rad for `duration` seconds and measures the second half."""
    count = round(duration / dt)
    h = dt / SUBSTEPS
    step = {"euler": euler, "rk4": rk4}[method]
    theta, omega, amplitude = 0.2, 0.0, 0.0
    for i in range(count):
        for j in range(SUBSTEPS):
            t = i * dt + j * h
            theta, omega = step(t, theta, omega, h, damping, drive, frequency)
        if abs(omega) > FASTEST:
            raise ValueError(
                f"unstable step: {abs(omega):.3g} rad/s at t = {(i + 1) * dt:.1f} s "
                f"with damping * dt = {damping * dt:.3g}; Euler's method needs at most 2"
            )
        if i >= count // 2:
            amplitude = max(amplitude, abs(theta))
    energy = 0.5 * omega * omega + 1.0 - math.cos(theta)
    return {"amplitude": amplitude, "energy": energy, "steps": count * SUBSTEPS}


def acceleration(t, theta, omega, damping, drive, frequency):
    return -damping * omega - math.sin(theta) + drive * math.cos(frequency * t)


def euler(t, theta, omega, h, *model):
    return theta + h * omega, omega + h * acceleration(t, theta, omega, *model)


def rk4(t, theta, omega, h, *model):
    half = 0.5 * h
    a1 = acceleration(t, theta, omega, *model)
    v2 = omega + half * a1
    a2 = acceleration(t + half, theta + half * omega, v2, *model)
    v3 = omega + half * a2
    a3 = acceleration(t + half, theta + half * v2, v3, *model)
    v4 = omega + h * a3
    a4 = acceleration(t + h, theta + h * v3, v4, *model)
    theta += h / 6 * (omega + 2 * v2 + 2 * v3 + v4)
    omega += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4)
    return theta, omega
