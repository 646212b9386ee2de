import datetime

from verbale.archive import log

AT = datetime.datetime(2026, 3, 20, 12, tzinfo=datetime.UTC)


def test_x(database):
    log.record("test", "x", {}, by="a", at=AT)
    from verbale.archive.register import reserve
    import time
    t=time.time()
    for i in range(100):
        r=reserve("A/HRC/43/G", by="a", at=AT)
    print((time.time()-t)/100*1000,"ms", r)
    from verbale.archive.verify import verify
    v=verify(); print(v)
    assert v.fault is None
