package org.cairndb.planner.rex;

import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.storage.datom.Attribute;

/** SQL types of attributes, and the rules of the type system: UTF-8 text that is never padded, decimals of 38 digits, microseconds. */
public final class DatomTypes {
    private static final int MAX_DECIMAL_PRECISION = 38;
    private static final int MICROSECONDS = 6;
    private static final int MORE_DIGITS_OF_MEAN = 6;
    private static final int MAX_DECIMAL_SCALE_OF_MEAN = 16;

    private DatomTypes() {}

    /** A new factory of types. */
    public static RelDataTypeFactory factory() {
        return new Factory();
    }

    /** The SQL type of an attribute's values. */
    public static RelDataType of(Attribute attribute, RelDataTypeFactory factory) {
        return switch (attribute.type()) {
            case STRING, KEYWORD -> factory.createSqlType(SqlTypeName.VARCHAR);
            case LONG, REF -> factory.createSqlType(SqlTypeName.BIGINT);
            case DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
            case DECIMAL -> factory.createSqlType(SqlTypeName.DECIMAL, attribute.precision(), attribute.scale());
            case BOOLEAN -> factory.createSqlType(SqlTypeName.BOOLEAN);
            case INSTANT -> factory.createSqlType(SqlTypeName.TIMESTAMP, MICROSECONDS);
            case DATE -> factory.createSqlType(SqlTypeName.DATE);
            case TIME -> factory.createSqlType(SqlTypeName.TIME, MICROSECONDS);
            case UUID -> factory.createSqlType(SqlTypeName.UUID);
            case BYTES -> factory.createSqlType(SqlTypeName.VARBINARY);
        };
    }

    /** How values of a SQL type are held at run time. */
    public static ColumnType columnType(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> ColumnType.of(Kind.BOOLEAN);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> ColumnType.of(Kind.LONG);
            case DECIMAL -> ColumnType.decimal(type.getPrecision(), type.getScale());
            case FLOAT, REAL, DOUBLE -> ColumnType.of(Kind.DOUBLE);
            case DATE -> ColumnType.of(Kind.DATE);
            case TIME -> ColumnType.of(Kind.TIME);
            case TIMESTAMP -> ColumnType.of(Kind.TIMESTAMP);
            case CHAR, VARCHAR -> ColumnType.of(Kind.TEXT);
            case BINARY, VARBINARY -> ColumnType.of(Kind.BYTES);
            case UUID -> ColumnType.of(Kind.UUID);
            case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH -> ColumnType.of(Kind.MONTHS);
            case INTERVAL_DAY,
                    INTERVAL_DAY_HOUR,
                    INTERVAL_DAY_MINUTE,
                    INTERVAL_DAY_SECOND,
                    INTERVAL_HOUR,
                    INTERVAL_HOUR_MINUTE,
                    INTERVAL_HOUR_SECOND,
                    INTERVAL_MINUTE,
                    INTERVAL_MINUTE_SECOND,
                    INTERVAL_SECOND -> ColumnType.of(Kind.DURATION);
            default -> ColumnType.of(Kind.OTHER);
        };
    }

    /** Whether numbers of an exact type keep all their digits in another exact type; types that are not exact numbers are none of its concern. */
    public static boolean keepsDigits(RelDataType from, RelDataType into) {
        if (!SqlTypeUtil.isExactNumeric(from) || !SqlTypeUtil.isExactNumeric(into)) {
            return true;
        }
        return into.getScale() >= from.getScale()
                && into.getPrecision() - into.getScale() >= from.getPrecision() - from.getScale();
    }

    private static final class Factory extends JavaTypeFactoryImpl {
        Factory() {
            super(new TypeSystem());
        }

        @Override
        public Charset getDefaultCharset() {
            return StandardCharsets.UTF_8;
        }

        @Override
        public RelDataType createSqlType(SqlTypeName typeName, int precision) {
            return switch (typeName) {
                case CHAR -> super.createSqlType(SqlTypeName.VARCHAR, precision);
                case BINARY -> super.createSqlType(SqlTypeName.VARBINARY, precision);
                default -> super.createSqlType(typeName, precision);
            };
        }
    }

    private static final class TypeSystem extends RelDataTypeSystemImpl {
        @Override
        public int getMaxPrecision(SqlTypeName typeName) {
            return switch (typeName) {
                case DECIMAL -> MAX_DECIMAL_PRECISION;
                case TIME, TIMESTAMP, TIME_WITH_LOCAL_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> MICROSECONDS;
                default -> super.getMaxPrecision(typeName);
            };
        }

        @Override
        public int getMaxScale(SqlTypeName typeName) {
            return typeName == SqlTypeName.DECIMAL ? MAX_DECIMAL_PRECISION : super.getMaxScale(typeName);
        }

        @Override
        public int getDefaultPrecision(SqlTypeName typeName) {
            return switch (typeName) {
                case VARCHAR, VARBINARY -> RelDataType.PRECISION_NOT_SPECIFIED;
                case TIME, TIMESTAMP -> MICROSECONDS;
                default -> super.getDefaultPrecision(typeName);
            };
        }

        @Override
        public RoundingMode roundingMode() {
            return RoundingMode.HALF_UP;
        }

        @Override
        public boolean shouldConvertRaggedUnionTypesToVarying() {
            return true;
        }

        @Override
        public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
            RelDataType sum = switch (argument.getSqlTypeName()) {
                case TINYINT, SMALLINT, INTEGER, BIGINT -> factory.createSqlType(SqlTypeName.BIGINT);
                case DECIMAL -> factory.createSqlType(SqlTypeName.DECIMAL, MAX_DECIMAL_PRECISION, argument.getScale());
                case FLOAT, REAL -> factory.createSqlType(SqlTypeName.DOUBLE);
                default -> argument;
            };
            return factory.createTypeWithNullability(sum, argument.isNullable());
        }

        /** A mean of decimals has more digits after the point than they have; one of integers is a double. */
        @Override
        public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
            boolean isDecimal = argument.getSqlTypeName() == SqlTypeName.DECIMAL;
            int scale = Math.max(
                    argument.getScale(),
                    Math.min(argument.getScale() + MORE_DIGITS_OF_MEAN, MAX_DECIMAL_SCALE_OF_MEAN));
            RelDataType average = isDecimal
                    ? factory.createSqlType(SqlTypeName.DECIMAL, MAX_DECIMAL_PRECISION, scale)
                    : factory.createSqlType(SqlTypeName.DOUBLE);
            return factory.createTypeWithNullability(average, argument.isNullable());
        }

        @Override
        public RelDataType deriveCovarType(
                RelDataTypeFactory factory, RelDataType argument, RelDataType otherArgument) {
            boolean isNullable = argument.isNullable() || otherArgument.isNullable();
            return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.DOUBLE), isNullable);
        }
    }
}
