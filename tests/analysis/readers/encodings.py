"""Self-written sentences as old offices typed them, in TCVN3 and in VNI (as windows-1252 shows the bytes)."""

UNICODE = "Ủy ban nhân dân tỉnh quyết định các đơn vị thực hiện công tác quản lý nước trong năm 2004"
TCVN3 = "ñy ban nh©n d©n tØnh quyÕt ®Þnh c¸c ®¬n vÞ thùc hiÖn c«ng t¸c qu¶n lý n\u00adíc trong n¨m 2004"
VNI = "Uûy ban nhaân daân tænh quyeát ñònh caùc ñôn vò thöïc hieän coâng taùc quaûn lyù nöôùc trong naêm 2004"
