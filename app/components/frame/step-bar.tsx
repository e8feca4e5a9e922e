/** Where we are: "2. Who has it". */
export function StepBar({ steps, current }: { steps: readonly string[]; current: number }) {
  return (
    <nav aria-label="Steps">
      <ol className="bb-steps">
        {steps.map((step, index) => (
          <li
            key={step}
            {...(index === current ? { "aria-current": "step" as const } : {})}
            {...(index < current ? { "data-done": "" } : {})}
          >
            {index + 1}. <span>{step}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
