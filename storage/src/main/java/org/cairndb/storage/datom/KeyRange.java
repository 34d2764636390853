package org.cairndb.storage.datom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lower and upper bound over the keys of one index, as order-preserving bytes.
 *
 * @param lower first key inside; no bytes for the beginning
 * @param upper first key beyond, or null for the end
 */
public record KeyRange(Bytes lower, @Nullable Bytes upper) {
    private static final Bytes BEGIN = Bytes.wrap(new byte[0]);
    private static final KeyRange ALL = new KeyRange(BEGIN, null);

    /** Every key. */
    public static KeyRange all() {
        return ALL;
    }

    /** Every key that begins with these bytes. */
    public static KeyRange prefix(KeyBuffer prefix) {
        return startingWith(prefix.toBytes());
    }

    /** Every key that begins with these bytes. */
    public static KeyRange startingWith(Bytes prefix) {
        return new KeyRange(prefix, successor(prefix));
    }

    /** EAVT and RETIRED_EAVT: all datoms of an entity. COMMITS: the record of a transaction. */
    public static KeyRange ofEntity(long entity) {
        return prefix(new KeyBuffer().unsigned(entity));
    }

    /** EAVT and RETIRED_EAVT: the values of an attribute of an entity. */
    public static KeyRange ofEntity(long entity, int attribute) {
        return prefix(new KeyBuffer().unsigned(entity).attribute(attribute));
    }

    /** EAVT, RETIRED_EAVT: entities [from, to). LOG, COMMITS: transactions [from, to). */
    public static KeyRange ofEntities(long from, long to) {
        return new KeyRange(
                new KeyBuffer().unsigned(from).toBytes(),
                new KeyBuffer().unsigned(to).toBytes());
    }

    /** AEVT, AVET and RETIRED_AEVT: all datoms of an attribute. */
    public static KeyRange ofAttribute(int attribute) {
        return prefix(new KeyBuffer().attribute(attribute));
    }

    /** AEVT and RETIRED_AEVT: an attribute's datoms of entities [from, to). */
    public static KeyRange ofAttribute(int attribute, long from, long to) {
        return new KeyRange(
                new KeyBuffer().attribute(attribute).unsigned(from).toBytes(),
                new KeyBuffer().attribute(attribute).unsigned(to).toBytes());
    }

    /** AVET: the datoms of an attribute with this value; the value has the Java class of the attribute's type. */
    public static KeyRange ofValue(Attribute attribute, Object value) {
        return prefix(valueKey(attribute, value));
    }

    /** AVET: the datoms of a text attribute whose value is {@code count} bytes of UTF-8. */
    public static KeyRange ofText(Attribute attribute, byte[] utf8, int from, int count) {
        return prefix(new KeyBuffer().attribute(attribute.id()).text(utf8, from, count));
    }

    /** AVET: the datoms of an attribute with a value at or above this one. */
    public static KeyRange atLeast(Attribute attribute, Object value) {
        return new KeyRange(valueKey(attribute, value).toBytes(), endOf(attribute));
    }

    /** AVET: the datoms of an attribute with a value above this one. */
    public static KeyRange above(Attribute attribute, Object value) {
        @Nullable Bytes lower = successor(valueKey(attribute, value).toBytes());
        return new KeyRange(lower == null ? BEGIN : lower, endOf(attribute));
    }

    /** AVET: the datoms of an attribute with a value at or below this one. */
    public static KeyRange atMost(Attribute attribute, Object value) {
        return new KeyRange(
                new KeyBuffer().attribute(attribute.id()).toBytes(),
                successor(valueKey(attribute, value).toBytes()));
    }

    /** AVET: the datoms of an attribute with a value below this one. */
    public static KeyRange below(Attribute attribute, Object value) {
        return new KeyRange(
                new KeyBuffer().attribute(attribute.id()).toBytes(),
                valueKey(attribute, value).toBytes());
    }

    /** AVET: the datoms of a text attribute whose value begins with these bytes. */
    public static KeyRange ofTextPrefix(Attribute attribute, Bytes prefix) {
        return prefix(new KeyBuffer().attribute(attribute.id()).textPrefix(prefix.unsafeArray(), 0, prefix.length()));
    }

    /** The keys that lie in both ranges. */
    public KeyRange intersect(KeyRange other) {
        Bytes newLower = lower.compareTo(other.lower) >= 0 ? lower : other.lower;
        @Nullable Bytes newUpper = upper;
        if (newUpper == null || (other.upper != null && other.upper.compareTo(newUpper) < 0)) {
            newUpper = other.upper;
        }
        return new KeyRange(newLower, newUpper);
    }

    /** Whether no key lies inside. */
    public boolean isEmpty() {
        return upper != null && lower.compareTo(upper) >= 0;
    }

    private static KeyBuffer valueKey(Attribute attribute, Object value) {
        ValueBuilder builder = ValueBuilder.of(attribute.physical());
        Values.append(attribute, value, builder);
        KeyBuffer key = new KeyBuffer().attribute(attribute.id());
        builder.build().writeKey(0, key);
        return key;
    }

    private static @Nullable Bytes endOf(Attribute attribute) {
        return successor(new KeyBuffer().attribute(attribute.id()).toBytes());
    }

    /** The least byte string above every one that begins with these bytes, or null if there is none. */
    private static @Nullable Bytes successor(Bytes prefix) {
        byte[] bytes = prefix.unsafeArray();
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == (byte) 0xFF) {
            length--;
        }
        if (length == 0) {
            return null;
        }
        byte[] next = Arrays.copyOf(bytes, length);
        next[length - 1]++;
        return Bytes.wrap(next);
    }
}
