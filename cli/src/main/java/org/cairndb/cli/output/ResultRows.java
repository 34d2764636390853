package org.cairndb.cli.output;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.cairndb.cli.output.Column.Kind;
import org.jspecify.annotations.Nullable;

/** The rows of a JDBC result. */
public final class ResultRows implements Rows {
    private final ResultSet result;
    private final List<Column> columns = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();

    /** How a column is read as text. */
    @FunctionalInterface
    private interface Reader {
        @Nullable
        String read(int position) throws SQLException;
    }

    /** Reads on where the result is. */
    public ResultRows(ResultSet result) throws SQLException {
        this.result = result;
        ResultSetMetaData metadata = result.getMetaData();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            int type = metadata.getColumnType(i);
            columns.add(new Column(metadata.getColumnLabel(i), kindOf(type)));
            readers.add(readerOf(type));
        }
    }

    private static Kind kindOf(int type) {
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.DECIMAL,
                    Types.NUMERIC -> Kind.NUMBER;
            case Types.BOOLEAN, Types.BIT -> Kind.BOOLEAN;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BYTES;
            default -> Kind.TEXT;
        };
    }

    private Reader readerOf(int type) {
        return switch (type) {
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> this::number;
            case Types.BOOLEAN, Types.BIT -> this::truth;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> this::hexadecimal;
            default -> result::getString;
        };
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() throws SQLException {
        return result.next();
    }

    @Override
    public @Nullable String cell(int column) throws SQLException {
        return readers.get(column).read(column + 1);
    }

    private @Nullable String number(int position) throws SQLException {
        double value = result.getDouble(position);
        return result.wasNull() ? null : NumberText.of(value);
    }

    private @Nullable String truth(int position) throws SQLException {
        boolean value = result.getBoolean(position);
        return result.wasNull() ? null : Boolean.toString(value);
    }

    private @Nullable String hexadecimal(int position) throws SQLException {
        byte @Nullable [] value = result.getBytes(position);
        return value == null ? null : HexFormat.of().formatHex(value);
    }
}
