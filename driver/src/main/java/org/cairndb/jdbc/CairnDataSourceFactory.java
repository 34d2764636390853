package org.cairndb.jdbc;

import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/** Makes the data sources of this driver again from what a naming service kept. */
public final class CairnDataSourceFactory implements ObjectFactory {
    @Override
    @SuppressWarnings("JdkObsolete") // the interface has a Hashtable
    public @Nullable Object getObjectInstance(
            @Nullable Object object,
            @Nullable Name name,
            @Nullable Context context,
            @Nullable Hashtable<?, ?> environment) {
        if (!(object instanceof Reference reference)) {
            return null;
        }
        CairnCommonDataSource source = newSource(reference.getClassName());
        if (source != null) {
            source.configure(addresses(reference));
        }
        return source;
    }

    private static @Nullable CairnCommonDataSource newSource(String className) {
        if (className.equals(CairnDataSource.class.getName())) {
            return new CairnDataSource();
        }
        if (className.equals(CairnConnectionPoolDataSource.class.getName())) {
            return new CairnConnectionPoolDataSource();
        }
        return null;
    }

    private static Map<String, String> addresses(Reference reference) {
        Map<String, String> addresses = new HashMap<>();
        for (RefAddr address : Collections.list(reference.getAll())) {
            addresses.put(address.getType(), String.valueOf(address.getContent()));
        }
        return addresses;
    }
}
