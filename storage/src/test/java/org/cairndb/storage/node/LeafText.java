package org.cairndb.storage.node;

import java.util.HexFormat;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;

/** Nodes as lines of text that say everything they hold, to compare them and to read golden files by eye. */
final class LeafText {
    private LeafText() {}

    static String of(Node node) {
        if (node instanceof Leaf leaf) {
            return of(leaf.datoms());
        }
        return of((BranchNode) node);
    }

    private static String of(DatomBatch datoms) {
        StringBuilder text = new StringBuilder("leaf " + datoms.index() + "\n");
        for (int i = 0; i < datoms.size(); i++) {
            text.append(datoms.entity(i))
                    .append(' ')
                    .append(datoms.attribute(i))
                    .append(' ');
            text.append(value(datoms.vector(i), datoms.slot(i))).append(' ').append(datoms.tx(i));
            if (datoms.index().isRetired()) {
                text.append(" retired ").append(datoms.retiredAt(i));
            }
            text.append(datoms.added(i) ? "\n" : " retracted\n");
        }
        return text.toString();
    }

    private static String of(BranchNode branch) {
        StringBuilder text = new StringBuilder("branch " + branch.index() + " level " + branch.level() + "\n");
        for (Child child : branch.children()) {
            text.append(child.id()).append(' ');
            text.append(HexFormat.of().formatHex(child.separator().toByteArray()))
                    .append(" count ")
                    .append(child.count());
            text.append(" size ").append(child.storedSize());
            text.append(" txs ").append(child.minTx()).append(' ').append(child.maxTx());
            ValueZone values = child.values();
            if (values != null) {
                text.append(" attribute ")
                        .append(values.attribute())
                        .append(' ')
                        .append(values.min())
                        .append(' ')
                        .append(values.max());
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String value(ValueVector values, int slot) {
        if (values instanceof LongVector longs) {
            return "long " + longs.get(slot);
        }
        if (values instanceof DoubleVector doubles) {
            return "double " + doubles.get(slot);
        }
        if (values instanceof TextVector text) {
            return "text \"" + printable(text.copyOf(slot)) + "\"";
        }
        return "wide " + ((WideVector) values).integer(slot);
    }

    /** Printable ASCII as it is, everything else and the backslash as a backslash and two digits. */
    private static String printable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte value : bytes) {
            if (value >= ' ' && value < 0x7F && value != '\\') {
                text.append((char) value);
            } else {
                text.append('\\').append(HexFormat.of().toHexDigits(value));
            }
        }
        return text.toString();
    }
}
