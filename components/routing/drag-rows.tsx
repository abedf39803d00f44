"use client";

import { DragDropContext, Draggable, Droppable } from "@hello-pangea/dnd";
import { useNonce } from "@/components/shell/nonce";
import { targetName } from "@/lib/config/schema";
import { targetKeys } from "./chain-list";
import { ChainRow } from "./chain-row";
import styles from "./chain-row.module.css";
import { type ChainRowsProps, isRepeated } from "./chain-rows";

/** The same list with drag by pointer, and by Space and arrows; loaded after the page is live. */
export function DragRows({ label, targets, verbs, current, rowOf }: ChainRowsProps) {
  const nonce = useNonce();
  const keys = targetKeys(targets);
  return (
    <DragDropContext
      nonce={nonce}
      dragHandleUsageInstructions="Press Space to pick up, arrows to move, Space to drop, Escape to cancel. Or Alt with an arrow moves at once."
      onDragUpdate={({ destination }, provided) =>
        provided.announce(destination ? `at ${destination.index + 1} of ${targets.length}` : "outside the list")
      }
      onDragEnd={({ source, destination }, provided) => {
        if (destination && destination.index !== source.index) verbs.move(source.index, destination.index);
        else provided.announce("Left where it was");
      }}
    >
      <Droppable droppableId="chain">
        {(droppable) => (
          <ol ref={droppable.innerRef} {...droppable.droppableProps} aria-label={label} className={styles.list}>
            {targets.map((target, index) => {
              const key = keys[index] ?? targetName(target);
              return (
                <Draggable key={key} draggableId={key} index={index} disableInteractiveElementBlocking>
                  {(draggable, { isDragging }) => (
                    <li
                      ref={draggable.innerRef}
                      {...draggable.draggableProps}
                      className={`${styles.row} ${styles.item}`}
                      data-dragging={isDragging}
                    >
                      <ChainRow
                        target={target}
                        index={index}
                        length={targets.length}
                        again={isRepeated(targets, index)}
                        current={index === current}
                        verbs={verbs}
                        grip={draggable.dragHandleProps}
                        {...rowOf(index)}
                      />
                    </li>
                  )}
                </Draggable>
              );
            })}
            {droppable.placeholder}
          </ol>
        )}
      </Droppable>
    </DragDropContext>
  );
}
