package org.cairndb.planner.exec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads of whole words from byte arrays. */
public final class Words {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The eight bytes from a position on. */
    public static long longAt(byte[] bytes, int position) {
        return (long) LONG.get(bytes, position);
    }
}
