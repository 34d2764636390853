package org.cairndb.storage.node;

import java.util.Arrays;
import org.cairndb.storage.datom.TextVector;

/** How a column of text is best written, and its size; see "Text" in docs/format.md. */
final class TextPlan {
    static final int CONSTANT = 0;
    static final int DICTIONARY = 1;
    static final int FRONT = 2;
    static final int PLAIN = 3;
    static final int NUMBERED = 4;

    private final TextVector text;
    private final int count;
    private int mode;
    private int size;
    private LongsPlan[] parts = new LongsPlan[0];
    private TextPlan[] entries = new TextPlan[0];
    private int[] shared = new int[0];
    private int prefixLength;
    private int digits;

    private TextPlan(TextVector text) {
        this.text = text;
        this.count = text.size();
    }

    /** The best way to write all values of a column, at least one. */
    static TextPlan of(TextVector text) {
        TextPlan plan = new TextPlan(text);
        if (!plan.tryConstant() && !plan.tryDictionary()) {
            plan.chooseSimple();
        }
        return plan;
    }

    /** Bytes that {@link #write} will write. */
    int size() {
        return size;
    }

    void write(ByteWriter out) {
        out.int8(mode);
        switch (mode) {
            case CONSTANT -> {
                out.varint(text.length(0));
                out.bytes(text.bytes(), text.start(0), text.length(0));
            }
            case DICTIONARY -> {
                out.varint(entries[0].count);
                entries[0].write(out);
                parts[0].write(out);
            }
            case FRONT -> {
                parts[0].write(out);
                parts[1].write(out);
                writeSuffixes(out);
            }
            case PLAIN -> {
                parts[0].write(out);
                writeSuffixes(out);
            }
            default -> {
                out.varint(prefixLength);
                out.bytes(text.bytes(), text.start(0), prefixLength);
                out.int8(digits);
                parts[0].write(out);
            }
        }
    }

    private void writeSuffixes(ByteWriter out) {
        for (int i = 0; i < count; i++) {
            int skipped = shared.length == 0 ? 0 : shared[i];
            out.bytes(text.bytes(), text.start(i) + skipped, text.length(i) - skipped);
        }
    }

    private boolean tryConstant() {
        for (int i = 1; i < count; i++) {
            if (text.compare(i, text, 0) != 0) {
                return false;
            }
        }
        mode = CONSTANT;
        size = 1 + LongsPlan.varintLength(text.length(0)) + text.length(0);
        return true;
    }

    /** A dictionary is taken wherever values repeat often, even if it is a little larger, since its codes serve readers. */
    private boolean tryDictionary() {
        TextDictionary dictionary = TextDictionary.of(text, count / 2);
        if (dictionary == null) {
            return false;
        }
        TextPlan entryPlan = new TextPlan(dictionary.entries());
        entryPlan.chooseSimple();
        LongsPlan codes = LongsPlan.of(dictionary.codes(), 0, count);
        int newSize = 1 + LongsPlan.varintLength(entryPlan.count) + entryPlan.size + codes.size();
        if (entryPlan.count > count / 8) {
            chooseSimple();
            if (size <= newSize) {
                return true;
            }
            shared = new int[0];
        }
        mode = DICTIONARY;
        size = newSize;
        entries = new TextPlan[] {entryPlan};
        parts = new LongsPlan[] {codes};
        return true;
    }

    private void chooseSimple() {
        choosePlain();
        offerFront();
        offerNumbered();
    }

    private void choosePlain() {
        long[] lengths = new long[count];
        long total = 0;
        for (int i = 0; i < count; i++) {
            lengths[i] = text.length(i);
            total += lengths[i];
        }
        if (total > NodeFormat.MAX_RAW_BYTES) {
            throw Envelope.tooLarge(total);
        }
        LongsPlan plan = LongsPlan.of(lengths, 0, count);
        mode = PLAIN;
        parts = new LongsPlan[] {plan};
        size = Math.toIntExact(1 + plan.size() + total);
    }

    private void offerFront() {
        int[] common = new int[count];
        long[] prefixes = new long[count];
        long[] suffixes = new long[count];
        long total = 0;
        byte[] bytes = text.bytes();
        for (int i = 0; i < count; i++) {
            int length = text.length(i);
            if (i > 0) {
                int most = Math.min(length, text.length(i - 1));
                int at = text.start(i);
                int before = text.start(i - 1);
                int mismatch = Arrays.mismatch(bytes, at, at + most, bytes, before, before + most);
                common[i] = mismatch < 0 ? most : mismatch;
            }
            prefixes[i] = common[i];
            suffixes[i] = (long) length - common[i];
            total += suffixes[i];
        }
        if (total >= size) {
            return;
        }
        LongsPlan first = LongsPlan.of(prefixes, 0, count);
        LongsPlan second = LongsPlan.of(suffixes, 0, count);
        long newSize = 1 + first.size() + second.size() + total;
        if (newSize < size) {
            mode = FRONT;
            size = (int) newSize;
            shared = common;
            parts = new LongsPlan[] {first, second};
        }
    }

    private void offerNumbered() {
        NumberedText numbered = NumberedText.of(text);
        if (numbered == null) {
            return;
        }
        LongsPlan numbers = LongsPlan.of(numbered.numbers(), 0, count);
        int prefix = numbered.prefixLength();
        int newSize = 2 + LongsPlan.varintLength(prefix) + prefix + numbers.size();
        if (newSize < size) {
            mode = NUMBERED;
            size = newSize;
            prefixLength = prefix;
            digits = numbered.digits();
            parts = new LongsPlan[] {numbers};
        }
    }
}
