package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Cardinality;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.node.ByteReader;
import org.cairndb.storage.node.ByteWriter;

/** The copy of the schema that a head carries: every attribute but the system's. */
final class SchemaCodec {
    private static final int MANY = 1;
    private static final int INDEXED = 2;
    private static final int COMPONENT = 4;
    private static final int NO_HISTORY = 8;
    private static final int PRESENCE = 16;
    private static final int HAS_TARGET = 32;
    private static final int HAS_DOC = 64;
    private static final int RETIRED = 128;

    private SchemaCodec() {}

    static void write(ByteWriter writer, Schema schema) {
        List<Attribute> attributes =
                schema.attributes().stream().filter(a -> !a.isSystem()).toList();
        writer.varint(attributes.size());
        for (Attribute attribute : attributes) {
            writer.varint(attribute.id());
            writer.text(attribute.ident());
            writer.int8(attribute.type().code());
            writer.int8(flags(attribute));
            writer.int8(attribute.uniqueness().ordinal());
            if (attribute.type() == ValueType.DECIMAL) {
                writer.int8(attribute.precision());
                writer.int8(attribute.scale());
            }
            attribute.refNamespace().ifPresent(writer::text);
            attribute.doc().ifPresent(writer::text);
        }
    }

    private static int flags(Attribute attribute) {
        return (attribute.isMany() ? MANY : 0)
                | (attribute.isIndexed() ? INDEXED : 0)
                | (attribute.isComponent() ? COMPONENT : 0)
                | (attribute.isNoHistory() ? NO_HISTORY : 0)
                | (attribute.isPresence() ? PRESENCE : 0)
                | (attribute.refNamespace().isPresent() ? HAS_TARGET : 0)
                | (attribute.doc().isPresent() ? HAS_DOC : 0)
                | (attribute.isRetired() ? RETIRED : 0);
    }

    static Schema read(ByteReader reader) {
        int count = reader.varint(reader.remaining(), "attribute count");
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attributes.add(readAttribute(reader));
        }
        return Schema.of(attributes);
    }

    private static Attribute readAttribute(ByteReader reader) {
        int id = reader.varint(Integer.MAX_VALUE, "attribute");
        String ident = reader.text();
        int code = reader.int8();
        ValueType type = ValueType.ofCode(code).orElseThrow(() -> reader.corrupt("unknown value type code " + code));
        int flags = reader.int8();
        int uniqueness = reader.int8();
        if (uniqueness >= Uniqueness.values().length) {
            throw reader.corrupt("unknown uniqueness code " + uniqueness);
        }
        Attribute.Builder builder = Attribute.builder(id, ident, type).uniqueness(Uniqueness.values()[uniqueness]);
        if (type == ValueType.DECIMAL) {
            int precision = reader.int8();
            builder.decimal(precision, reader.int8());
        }
        applyFlags(builder, flags);
        if ((flags & HAS_TARGET) != 0) {
            builder.refNamespace(reader.text());
        }
        if ((flags & HAS_DOC) != 0) {
            builder.doc(reader.text());
        }
        return builder.build();
    }

    private static void applyFlags(Attribute.Builder builder, int flags) {
        if ((flags & MANY) != 0) {
            builder.cardinality(Cardinality.MANY);
        }
        if ((flags & INDEXED) != 0) {
            builder.indexed();
        }
        if ((flags & COMPONENT) != 0) {
            builder.component();
        }
        if ((flags & NO_HISTORY) != 0) {
            builder.noHistory();
        }
        if ((flags & PRESENCE) != 0) {
            builder.presence();
        }
        builder.retired((flags & RETIRED) != 0);
    }
}
