module orquesta/node/pause

go 1.24
