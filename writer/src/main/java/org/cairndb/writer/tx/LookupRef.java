package org.cairndb.writer.tx;

/**
 * The entity that holds a value of a unique attribute, before the transaction or, failing that, through the transaction itself.
 *
 * @param attribute ident of the unique attribute
 * @param value the value in any class that the attribute takes
 */
public record LookupRef(String attribute, Object value) implements EntityRef {
    @Override
    public String toString() {
        return "[%s %s]".formatted(attribute, Text.of(value));
    }
}
