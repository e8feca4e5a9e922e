import { TextField } from "@shopify/polaris";

interface DaysFieldProps {
  label: string;
  helpText: string;
  /** As typed. */
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** A span of whole days. */
export function DaysField({ label, helpText, value, onChange, error }: DaysFieldProps) {
  return (
    <div className="bb-days">
      <TextField
        label={label}
        type="number"
        inputMode="numeric"
        min={0}
        step={1}
        suffix="days"
        value={value}
        onChange={onChange}
        error={error}
        helpText={helpText}
        autoComplete="off"
      />
    </div>
  );
}
