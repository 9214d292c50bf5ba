"""Topologies that try the pictures: {name: text}."""

ONE = """infrastructure acme { apps traditional-web; }
environment prod { purpose production; server all { roles front-end, controller; address 10.0.0.1; }
    database { engine sql-server; } }
"""

ZONES = """infrastructure acme "Acme" { apps reactive-web, mobile; }
environment prod "Production" {
    purpose production; hostname "www.acme.example";
    server ctl { roles controller; address 10.0.0.5; }
    server a[1-2] { roles front-end; address 10.0.1.[1-2]; }
    server b[1-3] { roles front-end; address 10.0.2.[1-3]; }
    server c1 { roles front-end; address 10.0.3.1; }
    database main { engine oracle; holds platform, session; address 10.0.9.1; }
    database log { engine oracle; holds logging; address 10.0.9.2; }
    load-balancer lba { host "a.lb.acme.example"; address 10.0.0.11; }
    load-balancer lbb { host "b.lb.acme.example"; address 10.0.0.12; }
    zone za { servers a[1-2]; address lba; apps ServiceCenter, Portal; }
    zone zb { servers b[1-3]; address lbb; apps Claims; }
    zone zc { servers c1; apps Office; }
    reverse-proxy www { domain "www.acme.example"; serve za, zb; }
    reverse-proxy partners { domain "partners.acme.example"; ssl-offloading on; serve zb; }
    reverse-proxy intra { domain "intra.acme.example"; exposure intranet; serve zc; }
}
environment lt "LifeTime" { purpose lifetime; server lt1 { roles front-end, controller; address 10.0.8.1; }
    database { engine oracle; address 10.0.8.2; } }
"""

ENVIRONMENT = """environment {0} "{1}" {{
    purpose {2};
    server {0}ctl {{ roles controller; address 10.{3}.0.5; }}
    server {0}fe[1-2] {{ roles front-end; address 10.{3}.1.[1-2]; }}
    database main {{ engine sql-server; address 10.{3}.9.1; }}
    load-balancer lb {{ host "{0}.lb.acme.example"; address 10.{3}.0.11; serve {0}fe[1-2]; }}
}}
"""
LIFETIME = """environment lt "LifeTime" { purpose lifetime; server lt1 { roles front-end, controller; address 10.99.0.1; }
    database { engine sql-server; address 10.99.0.2; } }
"""
TWELVE = 'infrastructure acme "Acme" { apps reactive-web; }\n' + LIFETIME + "".join(
    ENVIRONMENT.format(f"e{i}", f"Environment {i}", "production" if i == 11 else "development", i) for i in range(1, 12))

# Cards that differ, and lines to one of them.
TWENTY = 'infrastructure acme "Acme" { apps reactive-web; link erp -> e3 { kind vpn; } }\n' + LIFETIME + \
    'endpoint erp "ERP" { address 10.200.0.1; }\n' + "".join(
        ENVIRONMENT.format(f"e{i}", f"Environment {i}", "testing" if i % 3 else "production", i)
        .replace("purpose", "protocols https; purpose" if i % 4 == 0 else "purpose", 1) for i in range(1, 21))

CLOUD = """infrastructure acme "Acme" { apps reactive-web, mobile; hosting outsystems-cloud;
    link erp -> prod { kind vpn; } link crm -> dev { kind direct-connect; } }
endpoint erp "ERP at headquarters" { address 10.50.1.10; }
endpoint crm "CRM" { address 10.50.1.11; }
environment dev { purpose development; server app { roles front-end, controller; } database main { engine sql-server; } }
environment prod { purpose production; server ctl { roles controller; } server fe[1-2] { roles front-end; }
    database main { engine sql-server; } }
environment lt { purpose lifetime; server app { roles front-end, controller; } database main { engine sql-server; } }
"""

MANY = """infrastructure acme { apps traditional-web; }
environment prod {
    purpose production;
    server ctl { roles controller; address 10.0.0.5; }
    server fe[001-300] { roles front-end; address 10.0.[1-3].[1-100]; }
    database { engine sql-server; }
    load-balancer lb { host "lb.acme.example"; serve fe[001-300]; }
    reverse-proxy rp { domain "www.acme.example"; serve lb; }
}
"""


# Only LifeTime reaches the load balancer lba with SSL, and that not in the overview.
SMALL = """environment {0} {{ purpose {1}; server app {{ roles front-end, controller; address 10.0.{2}.1; }}
    database {{ engine oracle; address 10.0.{2}.2; }} reverse-proxy rp {{ domain "{0}.acme.example"; serve app; }} }}
"""
OFFLOADED = SMALL.format("dev", "development", 5) + SMALL.format("qa", "quality", 6) + ZONES \
    .replace('domain "www.acme.example";', 'domain "www.acme.example"; ssl-offloading on;') \
    .replace("ServiceCenter, ", "").replace("Office", "ServiceCenter, Office")


def titled(infrastructure, environment, server, database):
    return f"""infrastructure acme "{infrastructure}" {{ apps reactive-web; }}
environment prod "{environment}" {{
    purpose production;
    server ctl "{server}" {{ roles controller; address 10.0.0.5; }}
    server fe[1-2] {{ roles front-end; address 10.0.1.[1-2]; }}
    database main "{database}" {{ engine sql-server; address 10.0.9.1; }}
    load-balancer lb "{server}" {{ host "lb.acme.example"; address 10.0.0.11; serve fe[1-2]; }}
    reverse-proxy rp "{database}" {{ domain "www.acme.example"; serve lb; }}
}}
"""


TOPOLOGIES = {
    "one-server": ONE,
    "zones-and-proxies": ZONES,
    "offloaded": OFFLOADED,
    "twelve-environments": TWELVE,
    "twenty-unlike-environments": TWENTY,
    "lines-to-the-cloud": CLOUD,
    "three-hundred-servers": MANY,
    "cjk": titled("株式会社アクメ保険", "本番環境", "コントローラーサーバー一号機", "主要データベース（本番）"),
    "right-to-left": titled("شركة أكمي للتأمين", "بيئة الإنتاج", "خادم التحكم الرئيسي", "קאעדה الرئيسية"),
    "long": titled("Acme " * 40, "Production " * 18, "W" * 200, "database-of-everything." * 9),
    "hostile": titled("<b>A</b> & \\\"B\\\" \\\\N \\\\G", "</title><script>alert(1)</script>", "&lt;&amp;&#65; %s %n", "]]> --> <!-- {|} \\n <x>"),
    "combining": titled("Zażółć gęślą jaźń", "Œuvre — naïve", "ế́́́ stacked marks", "emoji 👩‍👩‍👧‍👦 family"),
    "containers": """infrastructure acme { apps reactive-web; }
environment prod { purpose production; server ctl { roles controller; address 10.0.0.5; }
    server s[1-2] { roles front-end; address 10.0.1.[1-2]; }
    container-runtime k[1-2] { address 10.0.2.[1-2]; }
    load-balancer lb { host "lb.acme.example"; serve s[1-2], k[1-2]; }
    reverse-proxy rp { domain "www.acme.example"; ssl-offloading on; serve lb; }
    database { engine sql-server; address 10.0.9.1; } }
""" + LIFETIME,
}
