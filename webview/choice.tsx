import { useId } from 'preact/hooks';
import { plainText } from '../protocol/plainText.ts';

interface ChoiceProps<Name extends string> {
  readonly label: string;
  readonly value: Name | undefined;
  readonly options: readonly Name[];
  readonly nameOf?: (option: Name) => string;
  readonly choose: (value: Name) => void;
}

/** One of some options, with its label before it. */
export function Choice<Name extends string>({ label, value, options, nameOf, choose }: ChoiceProps<Name>) {
  const id = useId();
  return (
    <span class="choice">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        onChange={(event) => {
          const chosen = options[event.currentTarget.selectedIndex];
          if (chosen !== undefined) choose(chosen);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option} selected={option === value}>
            {plainText(nameOf ? nameOf(option) : option)}
          </option>
        ))}
      </select>
    </span>
  );
}
