package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.ValueVector;

/**
 * A value beyond which no current value of an attribute lies, on one side.
 *
 * @param value the value, alone in its vector
 * @param isHeld whether a current datom holds it, which makes it the least or the greatest value
 */
public record ValueLimit(ValueVector value, boolean isHeld) {
    ValueLimit left() {
        return isHeld ? new ValueLimit(value, false) : this;
    }
}
