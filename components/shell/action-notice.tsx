import type { ActionState } from "@/lib/action-state";
import styles from "./action-notice.module.css";

type ActionNoticeProps = {
  state: ActionState<unknown>;
  /** Fields that show their own errors; the others are listed here. */
  shownFields?: readonly string[];
};

/** What an action said, announced without moving the focus. */
export function ActionNotice({ state, shownFields = [] }: ActionNoticeProps) {
  return <div role="status">{state.status === "idle" ? null : <Words state={state} shownFields={shownFields} />}</div>;
}

type WordsProps = { state: Exclude<ActionState<unknown>, { status: "idle" }>; shownFields: readonly string[] };

function Words({ state, shownFields }: WordsProps) {
  if (state.status === "done")
    return state.message ? <p className={`${styles.notice} ${styles.done}`}>{state.message}</p> : null;
  if (state.status === "refused") return <p className={`${styles.notice} ${styles.refused}`}>{state.detail}</p>;
  const others = Object.entries(state.fieldErrors).filter(([field]) => !shownFields.includes(field));
  const isSaidAtField = shownFields.some((field) => state.fieldErrors[field]?.includes(state.message));
  if (others.length === 0 && isSaidAtField) return null;
  return (
    <div className={`${styles.notice} ${styles.invalid}`}>
      <p>{state.message}</p>
      {others.length > 0 ? (
        <ul>
          {others.map(([field, errors]) => (
            <li key={field}>
              {field}: {errors.join("; ")}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
