/** `Rsgt`, so that other programs and `file` can tell what this database is. */
export const APPLICATION_ID = 0x52736774;
