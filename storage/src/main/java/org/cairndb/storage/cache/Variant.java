package org.cairndb.storage.cache;

/**
 * One kind of value that is derived from a node, such as its decoded form; declare each as a constant.
 *
 * <p>Two variants are equal only if they are the same object, so nobody's values meet another's.
 */
public final class Variant<V extends Weighted> {
    private final String name;
    private final Class<V> type;

    private Variant(String name, Class<V> type) {
        this.name = name;
        this.type = type;
    }

    /** A new kind of value; the name is for people only. */
    public static <V extends Weighted> Variant<V> of(String name, Class<V> type) {
        return new Variant<>(name, type);
    }

    V cast(Weighted value) {
        return type.cast(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
