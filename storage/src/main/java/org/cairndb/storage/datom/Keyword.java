package org.cairndb.storage.datom;

/**
 * A name that stands for itself, such as {@code status/open}.
 *
 * @param name the text without a leading colon, not empty
 */
public record Keyword(String name) implements Comparable<Keyword> {
    /** Refuses an empty name. */
    public Keyword {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A keyword needs a name");
        }
    }

    @Override
    public int compareTo(Keyword other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return ":" + name;
    }
}
