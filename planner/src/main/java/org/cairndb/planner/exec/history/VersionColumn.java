package org.cairndb.planner.exec.history;

import java.util.Optional;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.scan.ValueColumns;
import org.cairndb.storage.datom.Attribute;

/**
 * A column of versions of rows.
 *
 * @param kind what it shows
 * @param attribute the attribute of a value
 */
public record VersionColumn(Kind kind, Optional<Attribute> attribute) {
    /** What a column shows. */
    public enum Kind {
        /** The entity id. */
        ENTITY,
        /** The value of an attribute. */
        VALUE,
        /** The transaction that made the version. */
        TX_FROM,
        /** The transaction that ended it, null while it is current. */
        TX_TO,
        /** The instant of the transaction that made it. */
        FROM,
        /** The instant of the transaction that ended it, null while it is current. */
        TO
    }

    /** A column that shows no attribute. */
    public static VersionColumn of(Kind kind) {
        return new VersionColumn(kind, Optional.empty());
    }

    /** A column of the values of an attribute. */
    public static VersionColumn ofValue(Attribute attribute) {
        return new VersionColumn(Kind.VALUE, Optional.of(attribute));
    }

    /** Whether instants of transactions are needed. */
    boolean showsInstant() {
        return kind == Kind.FROM || kind == Kind.TO;
    }

    ColumnType type() {
        return attribute.map(ValueColumns::typeOf).orElse(ColumnType.of(ColumnType.Kind.LONG));
    }
}
