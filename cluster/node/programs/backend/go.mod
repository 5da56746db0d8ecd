module orquesta/node/backend

go 1.24
